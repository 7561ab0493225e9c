// What is counted about a deal once it is won or lost: lines, credits, and who stood where on the day that counts.

export type DealLine = {
  readonly product: string;
  readonly quantity: number;
  /** Minor units, for the whole quantity, after discount. @zh 最小货币单位，按全部数量计，已扣除折扣。 */
  readonly amountMinor: number;
  /** The product's family and list price on the day, where it had them. @zh 产品当日的产品族和目录价（如有）。 */
  readonly family?: string;
  readonly listPriceMinor?: number;
};

/**
 * A product that an open or lost deal is about; its amount is not agreed yet.
 * @zh 进行中或输单商机涉及的产品；其金额尚未商定。
 */
export type DealProduct = { readonly product: string; readonly family?: string };

/**
 * Who stood where on the day that counts. Kept as it was; a later reorganisation changes nothing here.
 * @zh 计入当日各人所在的位置。按当时情况保存；之后的组织调整不会改变它。
 */
export type Attribution = {
  readonly salesperson: string;
  /**
   * The team and its ancestors, innermost first; empty for nobody's.
   * @zh 所在团队及其上级团队，由内到外；不属于任何团队时为空。
   */
  readonly teams: readonly string[];
  readonly manager?: string;
  readonly territory?: string;
};

export type Credit = Attribution & {
  /**
   * Basis points of the deal; primary credits add up to 10,000, overlay credits are free.
   * @zh 占该商机的基点数；主要业绩归属合计 10,000，协作业绩归属不受限制。
   */
  readonly shareBp: number;
  readonly amountMinor: number;
};

/** Everything that counts about a won deal. @zh 赢单商机中计入数字的全部内容。 */
export type Won = {
  readonly closedOn: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: readonly DealLine[];
  readonly primary: readonly Credit[];
  readonly overlay: readonly Credit[];
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  /**
   * Calendar days from openedOn to closedOn; absent where the deal has no openedOn.
   * @zh 从 openedOn 到 closedOn 的自然日数；商机没有 openedOn 时缺省。
   */
  readonly cycleDays?: number;
};

/** Everything that counts about a lost deal. @zh 输单商机中计入数字的全部内容。 */
export type Lost = {
  readonly lostOn: string;
  readonly owner: Attribution;
  readonly products: readonly DealProduct[];
  readonly amountMinor?: number;
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  /**
   * Reason and competitor are dimensions of figures: named in clear, so they must not speak of a person.
   * @zh 输单原因和竞争对手是数字的维度：以明文保存，因此不得涉及个人。
   */
  readonly reason?: string;
  readonly competitor?: string;
  readonly cycleDays?: number;
};
