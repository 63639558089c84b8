/** The rows whose value holds, ascending. */
export const placesWhere = (values: Int32Array, holds: (value: number) => boolean): Int32Array =>
  Int32Array.from(values.keys()).filter((row) => holds(values[row] as number));
