/** BCP 47 tag of the language that this build speaks; dates and numbers follow it. The build puts in the catalogue’s. */
export const LANGUAGE: string = 'en-GB';
