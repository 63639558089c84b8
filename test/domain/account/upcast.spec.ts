import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../../domain/catalogue.js';
import { upcast } from '../../../domain/upcast.js';

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8'));
const { ContractSigned, ContractRenewed } = eventCatalogue;

describe('an event of a retired version', () => {
  it('is read as the event it would be today', () => {
    const lifted = upcast(ContractSigned, 1, golden('contract-signed-v1'));
    const read = E.chainW((data) => ContractSigned.codec.decode({ type: 'ContractSigned', data }))(lifted);
    expect(read).toEqual(E.right(golden('contract-signed-latest')));
  });

  it('is refused when its data is not what that version kept', () => {
    expect(upcast(ContractSigned, 1, { arr: 'much' })).toEqual(
      E.left({
        _tag: 'DecodeError',
        source: 'event ContractSigned',
        violations: [{ pointer: '', message: 'could not be lifted from version 1' }],
      }),
    );
  });
});

describe('an event of the latest version', () => {
  it('is left as it is', () => {
    const data = { whatever: 1 };
    expect(upcast(ContractRenewed, 1, data)).toEqual(E.right(data));
  });
});

describe('an event from the future', () => {
  it.each([3, 0, -1, 1.5, Number.NaN])('is refused: version %s', (version) => {
    expect(E.isLeft(upcast(ContractSigned, version, {}))).toBe(true);
  });
});
