/**
 * Puts the keyboard onto the card of a title, by its id, once what was in its place is gone; onto the title of the page
 * where there is no such card.
 */
export const focusCard = (titleId: string): void => {
  setTimeout(() => {
    const card = document.getElementById(titleId)?.closest('article') ?? document.querySelector('h1');
    card?.focus();
  });
};
