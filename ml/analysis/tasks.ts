import { decompose } from './decompose.js';
import { detectAnomalies, simulateDetector } from './detect-anomalies.js';
import { forecast } from './forecast.js';
import { leads } from './leads.js';

/** What is done in a thread, by the name it is asked for. */
export const tasks = { decompose, detectAnomalies, simulateDetector, forecast, leads };
