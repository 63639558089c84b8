/** An event that a project holds. Times are instants. */
export type UploadedEvent = {
  readonly uuid: string;
  readonly event: string;
  readonly at: number;
  readonly user: string | null;
  readonly device: string;
  readonly company: string;
  readonly uploadedAt: number;
  readonly properties?: object;
};

/** `2026-03-01 09:30:00.123000`, UTC. */
const timeText = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')}000`;

/** As the export has it, and as the event stream sends it unless a template says otherwise. */
export const eventJson = ({ uuid, event, at, user, device, company, uploadedAt, properties }: UploadedEvent) => ({
  $insert_id: `insert-${uuid}`,
  app: 4242,
  device_id: device,
  event_id: 9_007_199_254_740_991,
  event_properties: properties ?? {},
  event_time: timeText(at),
  event_type: event,
  groups: { company: [company] },
  server_upload_time: timeText(uploadedAt),
  user_id: user,
  user_properties: { city: 'Lyon', City: 'Basel' },
  uuid,
});
