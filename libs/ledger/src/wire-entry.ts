// An entry as others read it: one CloudEvents 1.0 event in structured JSON. docs/reference/entry.json is made from this type.

/**
 * How well the actor is known: the caller said so, or brought the actor's API key.
 * @zh 对操作者身份的确认程度：由调用方声明，或调用方出示了该操作者的 API 密钥。
 */
export type Assurance = 'stated' | 'key';

/**
 * One entry of a ledger, an event of CloudEvents 1.0. Attributes without a comment here are as CloudEvents defines them.
 * @zh 账本的一条分录，即一个 CloudEvents 1.0 事件。此处未加说明的属性与 CloudEvents 的定义一致。
 */
export type WireEntry = {
  readonly specversion: '1.0';
  /**
   * `<ledger>:<entry>`: no other entry of an installation has it.
   * @zh `<账本>:<序号>`：同一部署中没有其他分录与之相同。
   * @pattern ^[a-z0-9][a-z0-9-]{0,62}:[1-9]\d{0,9}$
   */
  readonly id: string;
  /**
   * `/ledgers/<ledger>`.
   * @zh `/ledgers/<账本>`。
   * @pattern ^/ledgers/[a-z0-9][a-z0-9-]{0,62}$
   */
  readonly source: string;
  /**
   * Says which schema `data` keeps to.
   * @zh 表明 `data` 遵循哪个 Schema。
   * @pattern ^sales\.[A-Z][A-Za-z0-9]*\.v[1-9]\d*$
   */
  readonly type: string;
  /**
   * What it is about: `<kind>/<id>`, such as `deal/D-1001`.
   * @zh 所涉对象：`<类别>/<编号>`，例如 `deal/D-1001`。
   * @pattern ^[a-z][a-z0-9-]{0,62}\/[A-Za-z0-9][A-Za-z0-9._~:@-]{0,127}$
   */
  readonly subject: string;
  /**
   * When it was recorded; never goes back within a ledger.
   * @zh 记录时刻；在同一账本中从不倒退。
   * @format date-time
   */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /**
   * 1, 2, 3 … in the ledger, without a gap.
   * @zh 在账本中依次为 1、2、3……，没有空缺。
   * @asType integer
   * @minimum 1
   * @maximum 2147483647
   */
  readonly entry: number;
  /**
   * 1, 2, 3 … of the subject, without a gap.
   * @zh 在所涉对象中依次为 1、2、3……，没有空缺。
   * @asType integer
   * @minimum 1
   */
  readonly version: number;
  /**
   * The business day on which it happened, in the ledger's time zone.
   * @zh 发生的业务日，按账本的时区。
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  readonly occurredon: string;
  /**
   * The day on which it counts officially.
   * @zh 正式计入的日期。
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  readonly postedon: string;
  /**
   * Who did it: a user, a policy or an import.
   * @zh 由谁进行：用户、策略或导入。
   * @pattern ^(user|policy|import)\/[a-z0-9._-]{1,64}$
   */
  readonly actor: string;
  /**
   * How well the actor is known: the caller said so, or brought the actor's API key.
   * @zh 对操作者身份的确认程度：由调用方声明，或调用方出示了该操作者的 API 密钥。
   */
  readonly assurance: Assurance;
  /**
   * The command that it came of; a command may record several entries.
   * @zh 产生该分录的命令；一个命令可记录多条分录。
   * @pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$
   */
  readonly commandid: string;
  /**
   * Fingerprint of the command under the ledger's key: tells a retry from another command.
   * @zh 命令在账本密钥下的指纹：用于区分重试与另一个命令。
   * @pattern ^[A-Za-z0-9_-]{43}$
   */
  readonly commandhash: string;
  /**
   * The same for all that was done for one request.
   * @zh 同一请求所引起的一切都相同。
   * @pattern ^[A-Za-z0-9._:@~-]{1,128}$
   */
  readonly correlationid: string;
  /**
   * What caused it, where that was another entry or message.
   * @zh 由何引起（若由另一分录或消息引起）。
   * @pattern ^[A-Za-z0-9._:@~-]{1,128}$
   */
  readonly causationid?: string;
  /**
   * base64url of SHA-256 over one zero byte and the bytes of the entry before (RFC 6962's leaf hash); 32 zero bytes in entry 1.
   * @zh 对一个零字节加前一分录的字节求 SHA-256，再以 base64url 表示（RFC 6962 的叶哈希）；分录 1 中为 32 个零字节。
   * @pattern ^[A-Za-z0-9_-]{43}$
   */
  readonly prevhash: string;
  /**
   * What happened; its fields are listed with each type.
   * @zh 发生的内容；其字段见各类型。
   */
  readonly data: object;
};
