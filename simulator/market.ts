/** What the simulated vendor sells, to whom and where. */

type Season = {
  /** Month of the yearly peak, 0 to 11, and how far usage swings around its mean. */
  readonly peakMonth: number;
  readonly swing: number;
  readonly weekend: number;
};

export type Industry = Season & { readonly name: string; readonly revenuePerEmployee: number };

export const INDUSTRIES: readonly [Industry, ...ReadonlyArray<Industry>] = [
  { name: 'COMPUTER_SOFTWARE', peakMonth: 9, swing: 0.06, weekend: 0.12, revenuePerEmployee: 180_000 },
  { name: 'RETAIL', peakMonth: 10, swing: 0.28, weekend: 0.45, revenuePerEmployee: 140_000 },
  { name: 'FINANCIAL_SERVICES', peakMonth: 0, swing: 0.12, weekend: 0.05, revenuePerEmployee: 260_000 },
  { name: 'HOSPITAL_HEALTH_CARE', peakMonth: 1, swing: 0.08, weekend: 0.35, revenuePerEmployee: 110_000 },
  { name: 'HIGHER_EDUCATION', peakMonth: 9, swing: 0.35, weekend: 0.1, revenuePerEmployee: 80_000 },
  { name: 'LOGISTICS_AND_SUPPLY_CHAIN', peakMonth: 10, swing: 0.16, weekend: 0.25, revenuePerEmployee: 150_000 },
  { name: 'MACHINERY', peakMonth: 4, swing: 0.1, weekend: 0.06, revenuePerEmployee: 190_000 },
  { name: 'HOSPITALITY', peakMonth: 6, swing: 0.3, weekend: 0.6, revenuePerEmployee: 70_000 },
];

export type Region = {
  readonly name: string;
  readonly currency: string;
  readonly utcOffset: number;
  /** `mm-dd` days on which nearly nobody works. */
  readonly holidays: ReadonlySet<string>;
};

const shared = ['01-01', '12-25', '12-26', '12-31'];

export const REGIONS: readonly [Region, ...ReadonlyArray<Region>] = [
  { name: 'north-america', currency: 'USD', utcOffset: -5, holidays: new Set([...shared, '07-04', '11-26', '11-27']) },
  { name: 'dach', currency: 'EUR', utcOffset: 1, holidays: new Set([...shared, '05-01', '10-03', '12-24']) },
  { name: 'uk-ireland', currency: 'GBP', utcOffset: 0, holidays: new Set([...shared, '05-04', '08-31']) },
  { name: 'nordics', currency: 'EUR', utcOffset: 1, holidays: new Set([...shared, '05-01', '06-19', '12-24']) },
  { name: 'asia-pacific', currency: 'USD', utcOffset: 8, holidays: new Set([...shared, '01-26', '02-17', '10-01']) },
];

export type Plan = { readonly name: string; readonly seatPrice: number; readonly minEmployees: number };

export const PLANS: readonly [Plan, ...ReadonlyArray<Plan>] = [
  { name: 'starter', seatPrice: 300, minEmployees: 0 },
  { name: 'growth', seatPrice: 480, minEmployees: 80 },
  { name: 'enterprise', seatPrice: 720, minEmployees: 500 },
];

export type Feature = { readonly name: string; readonly popularity: number; readonly daysToAdopt: number };

/** `daysToAdopt`: how long an average customer takes to find the feature. */
export const FEATURES: readonly [Feature, ...ReadonlyArray<Feature>] = [
  { name: 'Report Viewed', popularity: 30, daysToAdopt: 0 },
  { name: 'Dashboard Viewed', popularity: 24, daysToAdopt: 0 },
  { name: 'Search Performed', popularity: 14, daysToAdopt: 0 },
  { name: 'Dashboard Created', popularity: 3, daysToAdopt: 6 },
  { name: 'Comment Posted', popularity: 6, daysToAdopt: 15 },
  { name: 'Export Run', popularity: 7, daysToAdopt: 20 },
  { name: 'Report Shared', popularity: 5, daysToAdopt: 25 },
  { name: 'Alert Configured', popularity: 2, daysToAdopt: 40 },
  { name: 'Report Scheduled', popularity: 2, daysToAdopt: 60 },
  { name: 'Integration Connected', popularity: 1, daysToAdopt: 75 },
  { name: 'API Call', popularity: 9, daysToAdopt: 90 },
  { name: 'Workflow Automated', popularity: 4, daysToAdopt: 130 },
];

/** Product-wide trouble and price rises that every account lives through. Times are UTC days since 1970. */
export type Climate = {
  readonly incidents: ReadonlyArray<Incident>;
  readonly priceChanges: ReadonlyArray<{ readonly day: number; readonly uplift: number }>;
};

export type Incident = { readonly day: number; readonly days: number; readonly severity: number };
