// Two small shapes that events of several slices carry.
import { present } from './changes.js';

/**
 * A personal text as it stands in entries and rows: ciphertext that only the query edge opens.
 * @zh 分录和行中的个人信息文本：密文，只有查询端能够解开。
 */
export type Sealed = string;

/** Where an imported fact came from. @zh 导入的内容来自何处。 */
export type Source = {
  readonly system: string;
  /**
   * The record's key there; an opaque digest where the key itself is personal.
   * @zh 记录在来源系统中的键；若键本身属于个人信息，则为不透明的摘要。
   */
  readonly record: string;
  /** ISO instant, where the source tells it. @zh ISO 时刻（来源系统提供时）。 */
  readonly modifiedAt?: string;
  /**
   * base64url HMAC of the record under the ledger key: tells a changed record from an unchanged one.
   * @zh 记录在账本密钥下的 HMAC（base64url）：用于分辨记录是否有变化。
   */
  readonly hash: string;
};

/** True where what comes now was modified before what the subject already knows: it changes nothing. */
export function isStale(last: Source | undefined, now: Source | undefined): boolean {
  if (last?.modifiedAt === undefined || now?.modifiedAt === undefined) return false;
  return Date.parse(now.modifiedAt) < Date.parse(last.modifiedAt);
}

/** True where the source's record is another one than the subject last heard of, even if no field here differs. */
export function isNews(last: Source | undefined, now: Source | undefined): now is Source {
  if (now === undefined) return false;
  return last?.system !== now.system || last.record !== now.record || last.hash !== now.hash;
}

/** A command's source as entries keep it: bodies are instances and hold undefined. */
export function plainSource(source: Source | undefined): Source | undefined {
  return source === undefined ? undefined : present({ ...source });
}
