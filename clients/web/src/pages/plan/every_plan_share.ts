// All proposed shares of a plan: counts of them are of no page alone.
import { createClient, type Transport } from '@connectrpc/connect';
import { createConnectQueryKey } from '@connectrpc/connect-query';
import {
  AssignmentService,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { everyEntry } from '../../queries/every_entry';

const MOST = 1000;

// The options of a query for them, by the plan's name. Its key is that of the
// method, so that a write to the plan has it asked again.
export function everyPlanShare(transport: Transport, plan: string) {
  return {
    queryKey: createConnectQueryKey({
      schema: AssignmentService.method.listPlanShares, transport,
      input: { parent: plan }, cardinality: 'finite' }),
    queryFn: () => everyEntry(
      (pageToken) => createClient(AssignmentService, transport)
        .listPlanShares({ parent: plan, pageSize: MOST, pageToken }),
      (page) => page.planShares),
  };
}
