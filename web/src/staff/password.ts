/** The shortest password the house takes. */
export const LEAST_LETTERS = 12;
