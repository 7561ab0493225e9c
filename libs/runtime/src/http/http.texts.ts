// Every refusal of the HTTP edge itself: requests that never reach a decider, and what the machinery could not do.
import { type RejectionTexts, type Text } from '@ledger/ledger';

/** A refusal's HTTP status and sentence; deciders' refusals have the same shape with fewer statuses. */
export type ProblemText = Text & { readonly status: number };

export type ProblemTexts = { readonly [code: string]: ProblemText };

export const httpTexts = {
  'request-malformed': {
    status: 400,
    en: 'The request cannot be understood as HTTP. Check its path, headers and length.',
    zh: '无法按 HTTP 解析该请求。请检查路径、请求头和长度。',
  },
  'json-broken': {
    status: 400,
    en: 'The body is not valid JSON. Send one JSON object.',
    zh: '正文不是有效的 JSON。请发送一个 JSON 对象。',
  },
  'json-not-utf8': {
    status: 400,
    en: 'The body is not valid UTF-8. Encode it as UTF-8.',
    zh: '正文不是有效的 UTF-8。请使用 UTF-8 编码。',
  },
  'json-not-an-object': {
    status: 400,
    en: 'The body is JSON but no object. Send one JSON object.',
    zh: '正文是 JSON，但不是对象。请发送一个 JSON 对象。',
  },
  'json-too-deep': {
    status: 400,
    en: 'The body is nested more than {max} levels deep. Send it flatter.',
    zh: '正文嵌套超过 {max} 层。请减少嵌套。',
  },
  'json-field-twice': {
    status: 400,
    en: 'The body names the field "{field}" twice in one object. Send it once.',
    zh: '正文的同一对象中字段“{field}”出现了两次。请只发送一次。',
  },
  'field-reserved': {
    status: 400,
    en: 'The request has a field named "{field}", which is reserved. Leave it out.',
    zh: '请求中有保留字段“{field}”。请去掉该字段。',
  },
  'fields-invalid': {
    status: 400,
    en: 'Fields of the request are not valid: {count}. See "errors" and send it again.',
    zh: '请求中有 {count} 个字段无效。请查看“errors”，更正后重新发送。',
  },
  'id-invalid': {
    status: 400,
    en: 'The path names "{parameter}" by something that is no id. Ids have 1 to 64 letters, digits, dots, dashes or underscores and begin with a letter or digit.',
    zh: '路径中“{parameter}”的值不是有效标识。标识由 1 到 64 个字母、数字、点、连字符或下划线组成，并以字母或数字开头。',
  },
  'idempotency-key-missing': {
    status: 400,
    en: 'The header Idempotency-Key is missing. Send a value of your own, new for each command and the same for each retry.',
    zh: '缺少请求头 Idempotency-Key。请自行取值：每个命令用新值，重试时用原值。',
  },
  'idempotency-key-malformed': {
    status: 400,
    en: 'The header Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.',
    zh: '请求头 Idempotency-Key 应为 1 到 255 个可见 ASCII 字符，不含空格。',
  },
  'actor-missing': {
    status: 400,
    en: 'The header Sales-Ledger-Actor is missing. Send who acts, such as user/u-7.',
    zh: '缺少请求头 Sales-Ledger-Actor。请注明操作者，例如 user/u-7。',
  },
  'actor-malformed': {
    status: 400,
    en: 'The header Sales-Ledger-Actor must be user/ followed by 1 to 64 lower-case letters, digits or dashes.',
    zh: '请求头 Sales-Ledger-Actor 应为 user/ 后接 1 到 64 个小写字母、数字或连字符。',
  },
  'actor-reserved': {
    status: 403,
    en: 'Actors that begin with policy/ or import/ are reserved for the ledger itself. Send a user/ actor.',
    zh: '以 policy/ 或 import/ 开头的操作者仅供账本自身使用。请使用 user/ 操作者。',
  },
  'api-key-missing': {
    status: 401,
    en: 'This server asks for an API key. Send the header Authorization: Bearer <key>.',
    zh: '本服务器需要 API 密钥。请发送请求头 Authorization: Bearer <密钥>。',
  },
  'api-key-unknown': {
    status: 401,
    en: 'The API key in the header Authorization is none of this server. Check that it is whole, or ask its operator for one.',
    zh: '请求头 Authorization 中的 API 密钥不属于本服务器。请检查密钥是否完整，或向运维人员索取。',
  },
  'actor-contradicts-key': {
    status: 403,
    en: 'The API key acts as {actor}, and the header Sales-Ledger-Actor names somebody else. Leave the header out, or use the key of the one who acts.',
    zh: '该 API 密钥的操作者是 {actor}，而请求头 Sales-Ledger-Actor 写的是另一人。请去掉该请求头，或使用实际操作者的密钥。',
  },
  'if-match-malformed': {
    status: 400,
    en: 'The header If-Match must be one version in quotes, such as "3".',
    zh: '请求头 If-Match 应为一个带引号的版本号，例如 "3"。',
  },
  'if-none-match-malformed': {
    status: 400,
    en: 'The header If-None-Match must be *, which means: only if it does not exist yet.',
    zh: '请求头 If-None-Match 只能为 *，表示仅在尚不存在时执行。',
  },
  'preconditions-contradict': {
    status: 400,
    en: 'If-Match and If-None-Match contradict each other. Send one of them.',
    zh: 'If-Match 与 If-None-Match 相互矛盾。请只发送其中一个。',
  },
  'correlation-id-malformed': {
    status: 400,
    en: 'The header X-Correlation-Id must be 1 to 64 letters, digits, dots, dashes or underscores.',
    zh: '请求头 X-Correlation-Id 应为 1 到 64 个字母、数字、点、连字符或下划线。',
  },
  'origin-foreign': {
    status: 403,
    en: 'A page of another origin sent this request. Only pages of this server may.',
    zh: '该请求来自其他来源的网页。只接受本服务器网页发出的请求。',
  },
  'host-foreign': {
    status: 421,
    en: 'The header Host names another server. Use the address that this server printed at its start, or have its operator add the name to SALES_LEDGER_ALLOWED_HOSTS.',
    zh: '请求头 Host 指向另一台服务器。请使用本服务器启动时显示的地址，或由运维人员将该名称加入 SALES_LEDGER_ALLOWED_HOSTS。',
  },
  'route-not-found': {
    status: 404,
    en: 'There is nothing at this path. See /openapi.json for what there is.',
    zh: '该路径不存在。可用路径见 /openapi.json。',
  },
  'route-elsewhere': {
    status: 404,
    en: 'This process does not serve {method} at this path: others of the installation do, those that have the role {role}. Ask one of them, such as a {role}-service.',
    zh: '本进程不提供该路径的 {method}：由本安装中具有角色 {role} 的其他进程提供。请访问其中之一，例如 {role}-service。',
  },
  'problem-not-found': {
    status: 404,
    en: 'There is no problem with the code "{code}".',
    zh: '没有代码为“{code}”的问题。',
  },
  'method-not-allowed': {
    status: 405,
    en: 'This path does not take the method {method}. It takes {allowed}.',
    zh: '该路径不支持方法 {method}。支持的方法：{allowed}。',
  },
  'request-timed-out': {
    status: 408,
    en: 'The request did not arrive in time. Send it again.',
    zh: '请求未能及时到达。请重新发送。',
  },
  'body-too-large': {
    status: 413,
    en: 'The body is too large; at most {max} bytes are taken. Send less at once.',
    zh: '正文过大，最多接受 {max} 字节。请减少一次发送的内容。',
  },
  'media-type-unsupported': {
    status: 415,
    en: 'The body must be {wanted}. Send it as that, with the header Content-Type: {wanted}.',
    zh: '正文必须是 {wanted}。请按此格式发送，并带上请求头 Content-Type: {wanted}。',
  },
  'headers-too-large': {
    status: 431,
    en: "The request's headers are too large. Send fewer or shorter ones.",
    zh: '请求头过大。请减少或缩短请求头。',
  },
  'internal-error': {
    status: 500,
    en: 'Something failed that should not. It is in the log under the correlation id {correlationId}.',
    zh: '发生了内部错误。日志中的关联标识为 {correlationId}。',
  },
  'answer-timed-out': {
    status: 503,
    en: 'The answer took too long. Ask again; a command with the same Idempotency-Key is recorded once.',
    zh: '应答超时。请重试；同一 Idempotency-Key 的命令只会记录一次。',
  },
  'process-stopping': {
    status: 503,
    en: 'This process stops, and what it was asked for is not done. Ask again, or ask another process; a rebuild goes on by itself.',
    zh: '本进程正在停止，所请求的操作尚未完成。请重试或向其他进程请求；重建会自行继续。',
  },
  busy: {
    status: 503,
    en: 'The ledger has too many commands waiting; this one was not recorded. Send it again with the same Idempotency-Key.',
    zh: '该账本排队的命令过多，本命令未被记录。请用同一 Idempotency-Key 重新发送。',
  },
  'not-recorded': {
    status: 503,
    en: 'The command could not be recorded. Send it again with the same Idempotency-Key.',
    zh: '命令未能记录。请用同一 Idempotency-Key 重新发送。',
  },
  'outcome-unknown': {
    status: 503,
    en: 'Whether the command was recorded is not known yet. Send it again with the same Idempotency-Key: it is recorded once.',
    zh: '目前无法确定命令是否已记录。请用同一 Idempotency-Key 重新发送：它只会记录一次。',
  },
  'ledger-not-found': {
    status: 404,
    en: 'There is no ledger "{ledger}". See /v1/ledgers for those there are.',
    zh: '没有名为“{ledger}”的账本。现有账本见 /v1/ledgers。',
  },
  'entry-not-recorded': {
    status: 404,
    en: 'The ledger "{ledger}" has no entry {after} yet. Ask with "after" as an acknowledgement gave it.',
    zh: '账本“{ledger}”尚无第 {after} 号分录。“after”请使用命令应答中给出的序号。',
  },
  'read-model-behind': {
    status: 503,
    en: 'The figures do not show the entry asked for yet. Ask again in a moment.',
    zh: '数据尚未包含所要求的分录。请稍后再查询。',
  },
  'read-model-rebuilding': {
    status: 503,
    en: 'These figures are being computed for the first time. Ask again in a moment.',
    zh: '这些数据正在首次计算。请稍后再查询。',
  },
  'read-model-stopped': {
    status: 503,
    en: 'These figures stopped at an entry that could not be computed. The operator must look at the log.',
    zh: '这些数据在一条无法计算的分录处停止。请运维人员查看日志。',
  },
  'ledger-moving-in': {
    status: 409,
    en: 'The import of this ledger has not ended, and nothing is recorded in it until then. The operator must run the same import again.',
    zh: '该账本的迁入尚未完成，完成前无法记录任何内容。请运维人员再次运行同一迁入命令。',
  },
  'keys-erased': {
    status: 409,
    en: 'The keys of what this command speaks of were erased, and it gets no others: nothing about it can be sealed any more.',
    zh: '该命令所涉对象的密钥已被销毁，且不会再生成：与其有关的内容无法再加密。',
  },
  'disk-full': {
    status: 503,
    en: 'The disk is full. Nothing is recorded until there is room.',
    zh: '磁盘已满。在腾出空间之前不会记录任何内容。',
  },
  'store-unavailable': {
    status: 503,
    en: 'A store did not answer. Ask again in a moment.',
    zh: '存储未应答。请稍后重试。',
  },
} as const satisfies ProblemTexts;

export type HttpCode = keyof typeof httpTexts;

/** RFC 9457 `title`: what kind of problem it is, the same for every occurrence. */
export const titles: { readonly [status: number]: Text } = {
  400: { en: 'The request is not valid', zh: '请求无效' },
  401: { en: 'An API key is needed', zh: '需要 API 密钥' },
  403: { en: 'Not allowed', zh: '不允许' },
  404: { en: 'Not found', zh: '未找到' },
  405: { en: 'Method not allowed', zh: '不支持的方法' },
  408: { en: 'The request took too long', zh: '请求超时' },
  409: { en: 'The ledger says no', zh: '账本状态不允许' },
  412: { en: 'The version has changed', zh: '版本已变化' },
  413: { en: 'The body is too large', zh: '正文过大' },
  415: { en: 'The media type is not supported', zh: '不支持的内容类型' },
  421: { en: 'Wrong server', zh: '服务器不符' },
  422: { en: 'The data says no', zh: '数据不符合要求' },
  431: { en: 'The headers are too large', zh: '请求头过大' },
  500: { en: 'Internal error', zh: '内部错误' },
  503: { en: 'Not available at the moment', zh: '暂时不可用' },
};

/**
 * All codes that this installation can answer with. Several slices may refuse by the same code; the first one's sentence
 * explains it.
 * @throws Error where they mean different statuses
 */
export function problemTexts(rejections: readonly RejectionTexts[]): ProblemTexts {
  const texts: Record<string, ProblemText> = { ...httpTexts };
  for (const [code, text] of rejections.flatMap((rules) => Object.entries(rules))) {
    const known = (texts[code] ??= text);
    if (known.status !== text.status) throw new Error(`two statuses for ${code}`);
  }
  return texts;
}
