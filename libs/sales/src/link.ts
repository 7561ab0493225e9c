// Where an answer that shows the first of something says that the rest is: a list of the API with its parameters.

/** `/v1/ledgers/acme/deals?status=won`; what is undefined is left out. */
export function linkTo(
  ledger: string,
  list: string,
  asked: { readonly [parameter: string]: string | number | undefined },
): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined) given.set(name, String(value));
  return `/v1/ledgers/${ledger}/${list}?${given.toString()}`;
}
