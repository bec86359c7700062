/** Lines that are read at once, at first and whenever something comes. */
export const NEWEST = 30;
