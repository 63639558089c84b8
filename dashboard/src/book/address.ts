/** An address with what is said in it; '' is not. */
export const addressWith = (path: string, said: Readonly<Record<string, string | number>>): string => {
  const given = Object.entries(said).flatMap(([name, value]) => (value === '' ? [] : [[name, `${value}`]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};
