/** How probable a run of `run` gaps is among `known` places of which `gaps` were gaps, if gaps come one by one. Laplace's rule of succession. */
export const gapProbability = (run: number, gaps: number, known: number): number => ((gaps + 1) / (known + 2)) ** run;
