// The published timetable of a day for a public screen, where nobody is signed
// in: it asks again by itself, leaves out what is over, and turns its pages.
import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { shell } from '../../app/texts';
import { formatShortDay, formatZone } from '../../format';
import {
  TimetableService, type Screen, type ScreenLine,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { names } from '../../names';
import { Answer } from '../../parts/states';
import { clockIn } from './fair_model';
import { screenWords as words, timetableWords } from './timetable_texts';
import './fair.css';

const AGAIN_MS = 20_000;
const PAGE_MS = 12_000;
const CLOCK_MS = 10_000;
const LINES_A_PAGE = 12;

// The day and time in the fair's zone, as they go on.
function useClock(timeZone: string): { day: string; time: string } {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return timeZone === '' ? { day: '', time: '' } : clockIn(timeZone, now);
}

// Which of so many pages is shown; turned by itself unless paused.
function usePages(count: number) {
  const [page, setPage] = useState(0);
  const [paused, setPaused] = useState(false);
  useEffect(() => {
    if (paused || count < 2) return undefined;
    const timer = setInterval(() => setPage((p) => p + 1), PAGE_MS);
    return () => clearInterval(timer);
  }, [paused, count]);
  return { page: count === 0 ? 0 : page % count, paused,
    next: () => setPage((p) => p + 1), toggle: () => setPaused(!paused) };
}

function Lines({ lines, isNow }: {
  lines: readonly ScreenLine[];
  isNow: (line: ScreenLine) => boolean;
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <table className="screen-table">
      <thead>
        <tr>
          <th scope="col">{say(words.time)}</th>
          <th scope="col">{say(words.table)}</th>
          <th scope="col">{say(timetableWords.supporter)}</th>
          <th scope="col">{say(timetableWords.recipient)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.startTime} ${line.table}`}
            className={isNow(line) ? 'screen-now' : ''}>
            <td className="number">
              {line.startTime}–{line.endTime}
              {isNow(line) && <span className="unseen">{say(words.now)}</span>}
            </td>
            <td>{local(line.hallDisplayName)} <strong>{line.table}</strong></td>
            <td>{local(line.supporterDisplayName)}</td>
            <td>{local(line.recipientDisplayName)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Shown({ screen, stale }: { screen: Screen; stale: boolean }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const clock = useClock(screen.timeZone);
  const today = clock.day === screen.date;
  const left = screen.lines.filter((l) => !today || l.endTime > clock.time);
  const pages = Math.ceil(left.length / LINES_A_PAGE);
  const { page, paused, next, toggle } = usePages(pages);
  const lines = left.slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE);
  return (
    <>
      <header className="screen-head">
        <h1>{local(screen.fairDisplayName)}</h1>
        <p className="number">
          {formatShortDay(screen.date, language)} {today && clock.time}
        </p>
      </header>
      {lines.length === 0 ? (
        <p className="screen-none">
          {say(screen.lines.length === 0 ? words.none : words.over)}
        </p>
      ) : (
        <Lines lines={lines} isNow={(l) =>
          today && l.startTime <= clock.time && clock.time < l.endTime} />
      )}
      <footer className="screen-foot">
        <span>
          {say(words.zone, { zone: formatZone(screen.timeZone, language) })}
        </span>
        {stale && <strong className="bad">{say(words.stale)}</strong>}
        {pages > 1 && (
          <span className="panel-tools">
            <span className="number">
              {say(words.page, { n: page + 1, all: pages })}
            </span>
            <Button icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
              onClick={toggle}>{say(paused ? words.goOn : words.pause)}</Button>
            <Button onClick={next}>{say(words.next)}</Button>
          </span>
        )}
      </footer>
    </>
  );
}

export function ScreenPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', fair = '' } = useParams();
  const [search] = useSearchParams();
  const asked = useQuery(TimetableService.method.getScreen, {
    name: names.fair.format({ programme, fair }),
    date: search.get('date') ?? '',
  }, { refetchInterval: AGAIN_MS, refetchIntervalInBackground: true });
  const title = local(asked.data?.fairDisplayName, fair);
  useEffect(() => {
    document.title = `${title} · ${say(shell.product)}`;
  }, [title, say]);
  return (
    <main className="screen">
      <Answer of={asked} rows={12}>{(screen) => (
        <Shown screen={screen} stale={asked.error !== null} />
      )}</Answer>
    </main>
  );
}
