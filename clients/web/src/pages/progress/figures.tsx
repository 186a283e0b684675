// The figures of reports: each leads to what it is made of, and shows what others
// state beside it.
import { Progress } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Cell } from '../../export/workbook';
import {
  formatBasisPoints, formatCount, formatMoney, formatWan, wanNumber,
} from '../../format';
import type {
  Figure, StatedBeside, StatedFigure,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { ToneTag } from '../../parts/tone_tag';
import { agreementSearch, agreementStateOf } from './agreement_filter';
import { ledgerSearch, ledgerStateOf } from './ledger_filter';
import { reportWords as words } from './report_texts';
import { sourceLabels } from './texts';

type Value = Figure['value'] | StatedFigure['value'];

// The page that lists what a figure is made of; undefined: there is none.
export function figurePath(programme: string, figure: Figure):
    string | undefined {
  const { ledgerFilter, agreementFilter } = figure;
  if (ledgerFilter) {
    return paths.ledger(programme, ledgerSearch(ledgerStateOf(ledgerFilter)));
  }
  return agreementFilter && paths.agreements(programme,
    agreementSearch(agreementStateOf(agreementFilter)));
}

// For sheets: 万元, numbers, percent.
export function valueCell(value: Value): Cell {
  switch (value.case) {
    case 'amountFen': return wanNumber(value.value);
    case 'count': return Number(value.value);
    case 'basisPoints': return value.value / 100;
    default: return null;
  }
}

// `inColumn`: below a heading that says the unit of amounts.
export function useValueText() {
  const { language } = useLanguage();
  return (value: Value, inColumn = false): string => {
    switch (value.case) {
      case 'amountFen': return inColumn ? formatWan(value.value)
        : formatMoney(value.value, language);
      case 'count': return formatCount(value.value);
      case 'basisPoints': return formatBasisPoints(value.value);
      default: return '—';
    }
  };
}

export function FigureLink({ programme, figure, title, inColumn = false }: {
  programme: string;
  figure: Figure;
  // What it is, for screen readers.
  title: string;
  inColumn?: boolean;
}) {
  const say = useSay();
  const text = useValueText()(figure.value, inColumn);
  const path = figurePath(programme, figure);
  if (!path || figure.value.case === undefined) {
    return <span className="number">{text}</span>;
  }
  return (
    <Link className="number figure-link" to={path}
      aria-label={say(common.ofWhat,
        { name: text, what: say(words.open, { what: title }) })}>
      {text}
    </Link>
  );
}

function StatedItem({ of: { statedFigure, differs } }: { of: StatedBeside }) {
  const say = useSay();
  const valueText = useValueText();
  if (!statedFigure) return null;
  return (
    <li>
      <span className="quiet">
        {say(words.statedIs, { source: statedFigure.source,
          value: valueText(statedFigure.value) })}
      </span>
      {statedFigure.target && (
        <> <ToneTag tone="accent">{say(words.target)}</ToneTag></>
      )}
      {differs && <> <ToneTag tone="warn">{say(words.differs)}</ToneTag></>}
    </li>
  );
}

// What others state, and what was not used.
export function FigureNotes({ of }: { of: Figure }) {
  const say = useSay();
  // Which sources were used is told where there was a choice.
  const told = of.sources.length > 1 ||
    (of.passedOverCount > 0 && of.sources.length > 0);
  if (of.stated.length === 0 && of.passedOverCount === 0 && !told) return null;
  return (
    <ul className="figure-notes">
      {of.stated.map((beside, i) => <StatedItem key={i} of={beside} />)}
      {of.passedOverCount > 0 && (
        <li className="quiet">
          {say(words.passedOver, { n: of.passedOverCount })}
        </li>
      )}
      {told && (
        <li className="quiet">{say(words.sources)} {of.sources
          .map((s) => say(sourceLabels[s])).join(say(common.and))}</li>
      )}
    </ul>
  );
}

// What stands below a figure of a column that has none for it: what is to be
// reached and how far, growth, and its part of the whole.
export function FigureBeside({ of }: { of: Figure }) {
  const say = useSay();
  const valueText = useValueText();
  const { target, reachedBasisPoints, growthBasisPoints, percentOfWhole } = of;
  const reached = target && reachedBasisPoints !== undefined;
  if (!target && growthBasisPoints === undefined &&
      percentOfWhole === undefined) {
    return null;
  }
  return (
    <ul className="figure-notes figure-beside quiet">
      {target && (
        <li>{say(words.targetIs, { target: valueText(target.value, true) })}</li>
      )}
      {reached && (
        <li>{say(words.reachedIs,
          { reached: formatBasisPoints(reachedBasisPoints) })}</li>
      )}
      {growthBasisPoints !== undefined && (
        <li><Growth basisPoints={growthBasisPoints} /></li>
      )}
      {percentOfWhole !== undefined && (
        <li>{say(words.shareIs, { n: percentOfWhole })}</li>
      )}
    </ul>
  );
}

function Growth({ basisPoints }: { basisPoints: number }) {
  const say = useSay();
  const growth = formatBasisPoints(Math.abs(basisPoints));
  return basisPoints < 0
    ? <span className="bad">{say(words.growthDown, { growth })}</span>
    : <span className="good">{say(words.growthUp, { growth })}</span>;
}

const MOST_PERCENT = 100;

function Reached({ figure }: { figure: Figure }) {
  const say = useSay();
  const valueText = useValueText();
  const { target, reachedBasisPoints: reached } = figure;
  if (!target) return null;
  const said = reached === undefined ? '' : say(words.reachedIs,
    { reached: formatBasisPoints(reached) });
  return (
    <>
      <span className="quiet">
        {say(words.targetIs, { target: valueText(target.value) })}
      </span>
      {reached !== undefined && (
        <>
          <Progress size="small" showInfo={false} aria-label={said}
            percent={Math.min(MOST_PERCENT, reached / 100)} />
          <span>{said}</span>
        </>
      )}
    </>
  );
}

// Single figures, a tile each.
export function FigureTiles({ programme, figures }: {
  programme: string;
  figures: readonly Figure[];
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <ul className="tiles figure-tiles">
      {figures.map((figure, i) => {
        const title = local(figure.title, figure.key);
        return (
          <li key={`${figure.key} ${i}`} data-figure={figure.key}>
            <span className="quiet">{title}</span>
            <span className="tile-number">
              <FigureLink programme={programme} figure={figure} title={title} />
              {figure.percentOfWhole !== undefined && (
                <span className="figure-share"> {say(words.percent,
                  { n: figure.percentOfWhole })}</span>
              )}
            </span>
            {figure.growthBasisPoints !== undefined && (
              <Growth basisPoints={figure.growthBasisPoints} />
            )}
            <Reached figure={figure} />
            <FigureNotes of={figure} />
          </li>
        );
      })}
    </ul>
  );
}
