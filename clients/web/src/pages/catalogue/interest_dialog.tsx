// How much of what a supporter offers a project, and a message to the county.
import { create } from '@bufbuild/protobuf';
import { useMutation } from '@connectrpc/connect-query';
import { App, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { common } from '../../app/texts';
import { formatMoney, formatWan, parseWan } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  InterestSchema, MatchingService, type Interest,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import type { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { needKindLabels } from '../../labels';
import { names } from '../../names';
import { openOf } from '../../parts/money';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { useCalled, useFundKinds, useUnit } from '../../queries/reference';
import { interestWords as words } from './texts';

interface Fields {
  year: number;
  amounts?: Record<string, string>;
  others?: NeedKind[];
  message?: string;
}

function offersOf(fields: Fields) {
  return Object.entries(fields.amounts ?? {}).flatMap(([fundKind, text]) => {
    const amountFen = parseWan(text || '0') ?? 0n;
    return amountFen > 0n ? [{ fundKind, amountFen }] : [];
  });
}

export default function InterestDialog({ programme, unit, project, interest, year, onClose }: {
  programme: string;
  unit: string;
  project: Project;
  // The one to change; undefined: a new one.
  interest: Interest | undefined;
  year: number;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const called = useCalled(programme);
  const invalidate = useInvalidate();
  const [form] = Form.useForm<Fields>();
  const fields = Form.useWatch([], form) as Fields | undefined;
  const done = (text: string) => {
    void message.success(text);
    void invalidate(MatchingService);
    onClose();
  };
  const createOne = useMutation(MatchingService.method.createInterest,
    { onSuccess: () => done(say(words.sent)) });
  const update = useMutation(MatchingService.method.updateInterest,
    { onSuccess: () => done(say(words.changed)) });
  const kind = useUnit(names.unit.format({ programme, unit }))?.kind;
  const givers = new Map(useFundKinds(programme).map(
    (k) => [k.id, k.giverKinds]));
  // Some kinds only some units may give.
  const needs = project.fundNeeds.filter(({ fundKind }) => {
    const may = givers.get(fundKind) ?? [];
    return may.length === 0 || (kind !== undefined && may.includes(kind));
  });
  const lacking = !fields ||
    (offersOf(fields).length === 0 && (fields.others ?? []).length === 0);
  const submit = (entered: Fields) => {
    const wanted = create(InterestSchema, {
      ...(interest && { name: interest.name, etag: interest.etag }),
      supporter: names.unit.format({ programme, unit }),
      project: project.name,
      year: entered.year,
      offers: offersOf(entered),
      otherOffers: (entered.others ?? []).map((kind) => ({ kind })),
    });
    if (interest) {
      update.mutate({ interest: wanted,
        updateMask: { paths: ['year', 'offers', 'other_offers'] } });
    } else {
      createOne.mutate({ parent: names.programme.format({ programme }),
        interest: wanted, message: entered.message ?? '' });
    }
  };
  const error = createOne.error ?? update.error;
  const inYears = Math.min(project.lastYear, Math.max(project.firstYear, year));
  const amountRule = {
    validator: (_: unknown, text: string) =>
      (!text || parseWan(text) !== undefined ? Promise.resolve()
        : Promise.reject(new Error(say(words.bad)))),
  };
  return (
    <Modal open width={520} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(words.dialogTitle, { project: local(project.displayName) })}
      okText={say(interest ? common.save : words.express)}
      onOk={() => form.submit()}
      okButtonProps={{ disabled: lacking,
        loading: createOne.isPending || update.isPending }}>
      {error && <Failure error={error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={submit}
        requiredMark={false}
        initialValues={{
          year: interest?.year ?? inYears,
          amounts: Object.fromEntries((interest?.offers ?? []).map(
            (o) => [o.fundKind, formatWan(o.amountFen)])),
          others: interest?.otherOffers.map((o) => o.kind) ?? [],
        }}>
        <Form.Item name="year" label={say(common.year)}>
          <InputNumber min={project.firstYear} max={project.lastYear}
            precision={0} />
        </Form.Item>
        <p className="field-heading">{say(words.offers)}</p>
        {needs.map((need) => (
          <Form.Item key={need.fundKind} name={['amounts', need.fundKind]}
            label={say(words.offerOf, {
              kind: called.fundKind(need.fundKind),
              open: formatMoney(openOf(need), language) })}
            rules={[amountRule]}>
            <Input inputMode="decimal" suffix={say(common.wan)} />
          </Form.Item>
        ))}
        {project.otherNeeds.length > 0 && (
          <Form.Item name="others" label={say(words.otherOffers)}>
            <Checkbox.Group options={project.otherNeeds.map((need) => ({
              value: need.kind, label: say(needKindLabels[need.kind]) }))} />
          </Form.Item>
        )}
        {!interest && (
          <Form.Item name="message" label={say(words.message)}>
            <Input.TextArea rows={3} maxLength={2000}
              placeholder={say(words.messageHint)} />
          </Form.Item>
        )}
      </Form>
      {lacking && <p className="quiet">{say(words.lacking)}</p>}
    </Modal>
  );
}
