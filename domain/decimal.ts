import type { DecimalString } from './primitives.js';

const PLACES = 9;

const scaled = (decimal: DecimalString): bigint => {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return decimal.startsWith('-') ? -magnitude : magnitude;
};

const unscaled = (value: bigint): DecimalString => {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const sign = value < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction.padEnd(2, '0')}`}` as DecimalString;
};

export const sumOf = (decimals: ReadonlyArray<DecimalString>): DecimalString =>
  unscaled(decimals.reduce((sum, decimal) => sum + scaled(decimal), 0n));

const LARGEST = 10n ** BigInt(18 + PLACES);
const ONE = 10n ** BigInt(PLACES);

/** The exact product; `undefined` where it takes more places than a decimal has. */
export const productOf = (a: DecimalString, b: DecimalString): DecimalString | undefined => {
  const product = scaled(a) * scaled(b);
  const magnitude = product < 0n ? -product : product;
  return product % ONE !== 0n || magnitude / ONE >= LARGEST ? undefined : unscaled(product / ONE);
};

export const isNegative = (decimal: DecimalString): boolean => scaled(decimal) < 0n;
export const isPositive = (decimal: DecimalString): boolean => scaled(decimal) > 0n;
export const isAbove = (a: DecimalString, b: DecimalString): boolean => scaled(a) > scaled(b);
export const isZero = (decimal: DecimalString): boolean => scaled(decimal) === 0n;
