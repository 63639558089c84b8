import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Customer } from '../../simulator/company.js';

const DAY_MS = 86_400_000;

/**
 * The probability that a customer of the end of `day` leaves within `days` days, as far as the simulator's own hazards of the
 * months it lived through tell: what whoever knew every cause, also those still to come, would say. No model can rank better.
 */
export const trueRisk = ({ walk }: Customer, day: CalendarDate, days: number): number => {
  const [from, to] = [Date.parse(addDays(day, 1)), Date.parse(addDays(day, days + 1))];
  const stays = walk.months.reduce((stayed, month) => {
    const shared = Math.max(0, Math.min(to, month.to) - Math.max(from, month.from));
    const share = shared / Math.max(DAY_MS, month.to - month.from);
    return stayed * (1 - month.hazard) ** share;
  }, 1);
  return 1 - stays;
};
