import type { AnswerOfVendor } from '../../support/vendors/over-http.js';
import type { SimulatedClock } from './clock.js';

const LASTS = 12 * 86_400_000;

const unauthorised = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"error":"invalid_token"}'),
};

/** A token that is good for twelve days, after which a person has to enter another one. */
export const expiringToken = ({ now }: Pick<SimulatedClock, 'now'>) => {
  let [given, endsAt] = [1, now().getTime() + LASTS];
  const token = () => `token-${given}`;
  return {
    token,
    renew: (): boolean => {
      if (now().getTime() < endsAt) return false;
      given += 1;
      endsAt = now().getTime() + LASTS;
      return true;
    },
    /** Lets in who shows the token as `shown` writes it; to the vendor behind, all show the same. */
    guarding:
      (shown: (token: string) => string, behind: AnswerOfVendor, letIn: string): AnswerOfVendor =>
      (request) => {
        const isGood = request.headers?.['authorization'] === shown(token()) && now().getTime() < endsAt;
        return isGood ? behind({ ...request, headers: { ...request.headers, authorization: letIn } }) : unauthorised;
      },
  };
};
