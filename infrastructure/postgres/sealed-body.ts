import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import { open, seal } from '../crypto/aes-gcm.js';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const WORTH_COMPRESSING = 1024;
const [PLAIN, DEFLATED] = [Buffer.from([0]), Buffer.from([1])];

/** Compressed where that pays, and sealed; one leading byte inside says which. */
export const sealBody = async (key: Buffer, body: Buffer, context: string): Promise<Buffer> => {
  if (body.length < WORTH_COMPRESSING) return seal(key, Buffer.concat([PLAIN, body]), context);
  const deflated = await deflate(body, { level: constants.Z_BEST_SPEED });
  return seal(key, Buffer.concat([DEFLATED, deflated]), context);
};

export const openBody = async (key: Buffer, sealed: Buffer, context: string): Promise<Buffer> => {
  const opened = open(key, sealed, context);
  if (opened === undefined) throw new Error(`What was kept as ${context} is damaged, or was sealed with another key.`);
  const body = opened.subarray(1);
  return opened[0] === DEFLATED[0] ? inflate(body) : body;
};
