// Projects by their names, asked for in pieces that stay as they are when a
// list grows.
import { createClient, type Transport } from '@connectrpc/connect';
import { createQueryOptions, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  CatalogueService, type BatchGetProjectsResponse, type Project,
} from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { names } from '../names';

const PIECE = 20;
const FRESH_MS = 60_000;

export interface ProjectsByName {
  byName: ReadonlyMap<string, Project>;
  // Whether all have been answered.
  complete: boolean;
  error: unknown;
}

interface Piece { data: BatchGetProjectsResponse | undefined; error: unknown }

export function useProjectsByName(
    programme: string, wanted: readonly string[]): ProjectsByName {
  const transport = useTransport();
  const parent = names.programme.format({ programme });
  const pieces: string[][] = [];
  for (let i = 0; i < wanted.length; i += PIECE) {
    pieces.push(wanted.slice(i, i + PIECE));
  }
  const combine = useCallback((answers: Piece[]): ProjectsByName => ({
    byName: new Map(answers.flatMap((a) => a.data?.projects ?? [])
      .map((project) => [project.name, project])),
    complete: answers.every((a) => a.data !== undefined),
    error: answers.find((a) => a.error)?.error,
  }), []);
  return useQueries({
    queries: pieces.map((piece) => ({
      ...createQueryOptions(CatalogueService.method.batchGetProjects,
        { parent, names: piece }, { transport }),
      staleTime: FRESH_MS,
    })),
    combine,
  });
}

// The most that one call answers.
const MOST = 1000;

// The same at once and for one use, such as an export. Rejects as the call does.
export async function projectsByName(transport: Transport, programme: string,
    wanted: readonly string[]): Promise<ReadonlyMap<string, Project>> {
  const client = createClient(CatalogueService, transport);
  const parent = names.programme.format({ programme });
  const byName = new Map<string, Project>();
  for (let i = 0; i < wanted.length; i += MOST) {
    const { projects } = await client.batchGetProjects(
      { parent, names: wanted.slice(i, i + MOST) });
    for (const project of projects) byName.set(project.name, project);
  }
  return byName;
}
