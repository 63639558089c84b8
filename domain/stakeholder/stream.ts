import type { StakeholderId } from '../ids.js';

export const stakeholderStream = (stakeholderId: StakeholderId): string => `stakeholder-${stakeholderId}`;
