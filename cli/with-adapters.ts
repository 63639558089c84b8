import { type Adapters, makeAdapters } from '../infrastructure/adapters.js';
import { type Environment, readEnvironment } from '../infrastructure/config.js';
import { findOrStartServices } from '../infrastructure/embedded/services.js';

export type Target = { readonly env: Environment; readonly publicUrl: string };

/** Runs a command against the stores of the running Treering, or against stores started for it. */
export const withAdapters = async <A>(use: (adapters: Adapters, at: Target) => Promise<A>): Promise<A> => {
  const env = readEnvironment();
  const services = await findOrStartServices(env);
  try {
    const adapters = await makeAdapters(env, services);
    return await use(adapters, { env, publicUrl: services.publicUrl }).finally(adapters.close);
  } finally {
    await services.stop();
  }
};
