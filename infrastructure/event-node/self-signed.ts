import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import forge from 'node-forge';
import type { TlsCertificate } from './serve.js';

export type SelfSigned = TlsCertificate & {
  /** What clients have to trust, for `tlsCAFile`. */
  readonly authorityFile: string;
};

type Extension = Parameters<forge.pki.Certificate['setExtensions']>[0][number];

const AUTHORITY_YEARS = 10;
const CERTIFICATE_YEARS = 2;
const AUTHORITY = 'Treering event node authority';

/**
 * A certificate for `hosts` (names and addresses), signed by an authority of its own. Both are made once and kept in the folder
 * (`ca.crt`, `ca.key`, `node.crt`, `node.key`); a certificate that has expired, or is for other hosts, is replaced by a new one of
 * the same authority, so that clients need not learn another.
 */
export const selfSigned = async (folder: string, hosts: ReadonlyArray<string>): Promise<SelfSigned> => {
  await mkdir(folder, { recursive: true });
  const authorityFile = join(folder, 'ca.crt');
  const authority =
    (await stored(authorityFile, join(folder, 'ca.key'))) ??
    (await kept(issue(AUTHORITY, AUTHORITY_YEARS, authorityExtensions), authorityFile, join(folder, 'ca.key')));
  const [certificateFile, keyFile] = [join(folder, 'node.crt'), join(folder, 'node.key')];
  const found = await stored(certificateFile, keyFile);
  if (found !== undefined && serves(found, authority, hosts)) return { ...found, authorityFile };
  const issued = issue('Treering event node', CERTIFICATE_YEARS, nodeExtensions(hosts), authority);
  return { ...(await kept(issued, certificateFile, keyFile)), authorityFile };
};

const stored = async (certificateFile: string, keyFile: string): Promise<TlsCertificate | undefined> => {
  try {
    return { certificate: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const kept = async (made: TlsCertificate, certificateFile: string, keyFile: string): Promise<TlsCertificate> => {
  await writeFile(keyFile, made.key, { mode: 0o600 });
  await writeFile(certificateFile, made.certificate);
  return made;
};

const serves = ({ certificate }: TlsCertificate, authority: TlsCertificate, hosts: ReadonlyArray<string>): boolean => {
  const x509 = new X509Certificate(certificate);
  return (
    x509.verify(new X509Certificate(authority.certificate).publicKey) &&
    Date.parse(x509.validTo) > Date.now() &&
    hosts.every((host) => (isIP(host) ? x509.checkIP(host) : x509.checkHost(host)) !== undefined)
  );
};

/** Signed by the issuer, or by itself where there is none. */
const issue = (
  name: string,
  years: number,
  extensions: ReadonlyArray<Extension>,
  issuer?: TlsCertificate,
): TlsCertificate => {
  const { publicKey, privateKey: key } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notAfter = new Date(certificate.validity.notBefore);
  certificate.validity.notAfter.setFullYear(certificate.validity.notBefore.getFullYear() + years);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer === undefined ? name : AUTHORITY }]);
  certificate.setExtensions([...extensions, { name: 'subjectKeyIdentifier' }]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate), key };
};

const authorityExtensions: ReadonlyArray<Extension> = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
];

// https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6
const DNS_NAME = 2;
const IP_ADDRESS = 7;

const nodeExtensions = (hosts: ReadonlyArray<string>): ReadonlyArray<Extension> => [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true },
  {
    name: 'subjectAltName',
    altNames: hosts.map((host) => (isIP(host) ? { type: IP_ADDRESS, ip: host } : { type: DNS_NAME, value: host })),
  },
];
