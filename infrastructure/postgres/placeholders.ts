/** The same row of placeholders so many times, for `values`. */
export const placeholders = (rows: number, row: string): string => Array.from({ length: rows }, () => row).join(', ');
