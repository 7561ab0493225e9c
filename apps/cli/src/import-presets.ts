// What `--preset` takes. Said again here, because help must not load the product; a spec holds it to the product's own list.

export const importPresets: readonly string[] = [
  'organization',
  'products',
  'customers',
  'pipeline',
  'targets',
  'feedback',
  'leads',
  'zoho-deals',
  'zoho-leads',
];
