import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = resolve(process.argv[2] ?? join(here, '../dist/dashboard'));

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.tsx', 'src/styles/main.css', 'src/icon.svg'],
  outdir: join(outdir, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  loader: { '.svg': 'copy' },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});

/** The address of the built file an entry point became. */
const addressOf = (entryPoint) => {
  const built = Object.entries(metafile.outputs).find(
    ([, output]) => output.entryPoint === entryPoint || entryPoint in output.inputs,
  );
  if (built === undefined) throw new Error(`nothing was built from ${entryPoint}`);
  return `/assets/${basename(built[0])}`;
};

const page = (await readFile(join(here, 'index.html'), 'utf8')).replace(/(?<=(?:src|href)=")src\/[^"]+/g, addressOf);
await writeFile(join(outdir, 'index.html'), page);
