// A fair with something on each of its pages: two units, an accepted request and
// the meeting of both, published.
export const FAIR_ID = 'sample-fair';

const parent = 'programmes/hubei';
const unit = (id) => `${parent}/units/${id}`;
const supporter = unit('yichang');
const recipient = unit('county-420527');
const slot = (id, startTime, endTime) =>
  ({ id, date: '2016-10-12', startTime, endTime, session: 'morning' });

export async function makeFair(site) {
  const organiser = site.as('organiser');
  const fairs = (method, request) =>
    organiser.call(`fair.v1.FairService/${method}`, request);
  const timetable = (method, request) =>
    organiser.call(`fair.v1.TimetableService/${method}`, request);
  const { name } = await fairs('CreateFair', { parent, fairId: FAIR_ID, fair: {
    displayName: { zh: '三峡经贸洽谈会', en: 'Three Gorges Fair' },
    venue: '宜昌市会展中心', timeZone: 'Asia/Shanghai', leastMeetings: 1,
    slots: [slot('a', '09:00', '09:30'), slot('b', '09:30', '10:00')],
    halls: [{ id: 't', displayName: { zh: '一号馆' }, tables: [
      { id: 't-1', equipment: ['screen'], capacity: 6 }, { id: 't-2' }] }],
    stands: [{ id: 's-1', hall: 't', freeOfCharge: true }, { id: 's-2' }] } });
  await fairs('OpenFair', { name });
  for (const [of, side, person] of [[supporter, 'SUPPORTER', '李科长'],
    [recipient, 'RECIPIENT', '张主任']]) {
    await fairs('CreateParticipant', { parent: name, participant: { unit: of,
      side: `SIDE_${side}`, standsWanted: 1,
      delegates: [{ id: 'p1', displayName: person, leader: true }] } });
  }
  await fairs('AssignStands', { name });
  const request = await fairs('CreateMeetingRequest', { parent: name,
    meetingRequest: { supporter, recipient, askedBy: 'SIDE_SUPPORTER',
      kind: 'KIND_WISH', text: '谈茶叶' } });
  await fairs('AnswerMeetingRequest', { name: request.name, accept: true });
  const meeting = await timetable('CreateMeeting',
    { parent: name, meeting: { supporter, recipient } });
  await timetable('MoveMeeting',
    { name: meeting.name, slot: 'a', table: 't-1' });
  await timetable('PublishTimetable', { name, reason: '首次发布' });
  return name;
}
