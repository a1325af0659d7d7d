// The token that proves a request comes from our own page.
export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';
