declare module 'ml-regression' {
  /** Least squares: `weights` are rows by columns of `x`, one row an input. */
  export class MultivariateLinearRegression {
    constructor(
      x: ReadonlyArray<ReadonlyArray<number>>,
      y: ReadonlyArray<ReadonlyArray<number>>,
      options: { readonly intercept: boolean; readonly statistics: boolean },
    );
    readonly weights: ReadonlyArray<ReadonlyArray<number>>;
  }

  export class TheilSenRegression {
    constructor(x: ReadonlyArray<number>, y: ReadonlyArray<number>);
    predict(x: number): number;
  }
}
