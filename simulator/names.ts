import type { Random } from './prng.js';

const FIRST_HALVES = [
  'Alder',
  'Birch',
  'Cedar',
  'Dune',
  'Ember',
  'Fjord',
  'Gale',
  'Harbor',
  'Iris',
  'Juniper',
  'Kestrel',
  'Larch',
  'Meadow',
  'North',
  'Orchid',
  'Pine',
  'Quartz',
  'River',
  'Slate',
  'Thistle',
  'Umber',
  'Vale',
  'Willow',
  'Zephyr',
] as const;
const SECOND_HALVES = [
  'bridge',
  'field',
  'forge',
  'gate',
  'grove',
  'haven',
  'line',
  'mark',
  'mill',
  'point',
  'stone',
  'works',
] as const;
const KINDS = ['Group', 'Labs', 'Systems', 'Partners', 'Industries', 'Collective'] as const;
const GIVEN = [
  'Ada',
  'Bram',
  'Chidi',
  'Dalia',
  'Elif',
  'Finn',
  'Greta',
  'Hana',
  'Ivo',
  'Jonas',
  'Kira',
  'Leif',
  'Mina',
  'Nils',
  'Oona',
  'Petra',
  'Quinn',
  'Rosa',
  'Sami',
  'Tove',
  'Uma',
  'Vito',
  'Wanda',
  'Yara',
] as const;
const FAMILY = [
  'Abel',
  'Bauer',
  'Castell',
  'Dorn',
  'Ekholm',
  'Farrow',
  'Gruber',
  'Hale',
  'Ivers',
  'Jansen',
  'Keller',
  'Lund',
  'Marsh',
  'Novak',
  'Okoro',
  'Pohl',
  'Rask',
  'Sato',
  'Tamm',
  'Urban',
  'Voss',
  'Winter',
  'Yilmaz',
  'Zeller',
] as const;
const TITLES = [
  'Head of Operations',
  'Analytics Lead',
  'Product Manager',
  'Data Analyst',
  'IT Manager',
  'VP Finance',
  'Customer Success Lead',
  'Operations Manager',
] as const;

/** `index` makes the name, and so the domain, unique in the company. */
export const companyName = (random: Random, index: number): { readonly name: string; readonly domain: string } => {
  const stem = `${random.pick(FIRST_HALVES)}${random.pick(SECOND_HALVES)}`;
  return { name: `${stem} ${random.pick(KINDS)}`, domain: `${stem.toLowerCase()}-${index + 1}.example` };
};

export type Person = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly title: string;
};

export const person = (random: Random, domain: string): Person => {
  const firstName = random.pick(GIVEN);
  const lastName = random.pick(FAMILY);
  const email = `${firstName}.${lastName}${random.int(1, 99)}@${domain}`.toLowerCase();
  return { firstName, lastName, email, title: random.pick(TITLES) };
};
