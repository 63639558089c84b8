type Changeable = 'anomalies' | 'alerts' | 'alert-rules' | 'segments' | 'detection';

const changing: Readonly<Record<Changeable, ReadonlyArray<string>>> = {
  anomalies: ['analyst', 'csm', 'admin'],
  alerts: ['analyst', 'csm', 'admin'],
  'alert-rules': ['analyst', 'admin'],
  segments: ['analyst', 'admin'],
  detection: ['analyst', 'admin'],
};

/** Others are spared buttons that the API would refuse. */
export const mayChange = (role: string | null, what: Changeable): boolean =>
  role !== null && changing[what].includes(role);
