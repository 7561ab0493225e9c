// What is counted about a deal once it is won or lost: lines, credits, and who stood where on the day that counts.

export type DealLine = {
  readonly product: string;
  readonly quantity: number;
  /** Minor units, for the whole quantity, after discount. */
  readonly amountMinor: number;
  /** The product's family and list price on the day, where it had them. */
  readonly family?: string;
  readonly listPriceMinor?: number;
};

/** A product that an open or lost deal is about; its amount is not agreed yet. */
export type DealProduct = { readonly product: string; readonly family?: string };

/** Who stood where on the day that counts. Kept as it was; a later reorganisation changes nothing here. */
export type Attribution = {
  readonly salesperson: string;
  /** The team and its ancestors, innermost first; empty for nobody's. */
  readonly teams: readonly string[];
  readonly manager?: string;
  readonly territory?: string;
};

export type Credit = Attribution & {
  /** Basis points of the deal; primary credits add up to 10,000, overlay credits are free. */
  readonly shareBp: number;
  readonly amountMinor: number;
};

/** Everything that counts about a won deal. */
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
  /** Calendar days from openedOn to closedOn; absent where the deal has no openedOn. */
  readonly cycleDays?: number;
};

/** Everything that counts about a lost deal. */
export type Lost = {
  readonly lostOn: string;
  readonly owner: Attribution;
  readonly products: readonly DealProduct[];
  readonly amountMinor?: number;
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  /** Reason and competitor are dimensions of figures: named in clear, so they must not speak of a person. */
  readonly reason?: string;
  readonly competitor?: string;
  readonly cycleDays?: number;
};
