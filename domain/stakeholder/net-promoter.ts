/** What an answer from 0 to 1 adds to a net promoter score, which is the mean of these: 9 and 10 of 10 promote, 0 to 6 detract. */
export const netPromoterOf = (score: number): number => (score >= 0.9 ? 100 : score >= 0.7 ? 0 : -100);
