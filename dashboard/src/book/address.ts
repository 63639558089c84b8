/** An address with what is said in it; '' is not. */
export const addressWith = (path: string, said: Readonly<Record<string, string | number>>): string => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) if (value !== '') given.set(name, `${value}`);
  return given.size === 0 ? path : `${path}?${given}`;
};
