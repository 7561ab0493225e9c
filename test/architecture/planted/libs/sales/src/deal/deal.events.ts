export type DealEvent = { readonly type: 'DealWon' };
