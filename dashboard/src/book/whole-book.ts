/** What the API calls all accounts together, where it says whose something is. */
export const WHOLE_BOOK = '*';
