import type { CaseId } from '../ids.js';

export const supportCaseStream = (caseId: CaseId): string => `supportcase-${caseId}`;
