// The Lua scripts that run inside Redis. Each declares every key it touches, so
// that Redis Cluster can refuse it (TRYAGAIN) while keys are on their way.
//
// They need Redis 7: a script with a `#!lua` line is refused before its start
// where the server is out of memory, has lost its disk or lacks replicas.
#ifndef DUIKOU_SERVICES_STORE_REDIS_SCRIPTS_H_
#define DUIKOU_SERVICES_STORE_REDIS_SCRIPTS_H_

#include "services/store/redis/cluster_router.h"

namespace duikou::redis {

// One commit, all or nothing. Redis does not roll a script back: everything
// that can fail is done before the first write, and the first write is the only
// one that can still be refused.
//
// KEYS: meta, feed, the collections; with a request id also requests and
// request-order.
// ARGV: 1 request id, 2 what to keep beside it, 3 request ids kept, 4 feed
// entries kept, 5 run id of the server or "", 6 number of collections; then of
// each mutation: "<p|d|c> <collection from 1> <expected revision, -1: any>",
// the change's head for the feed ("": not in the feed), id, value.
// Answers {"done", revision}, {"nothing", head} where nothing was to write,
// {"repeated", "<revision>:<what was kept>"} or
// {"failed", mutation from 1, revision found}.
//
// The run id tells that another process serves the partition than before. A
// replica that took over may lack the last commits, unacknowledged but perhaps
// seen by readers; their revisions are never given again: the count leaps, and
// a follower that saw them finds its place missing in the feed.
const Script& CommitScript();

// KEYS: the collection. ARGV: min, max, limit, bytes after which to stop.
// Answers {members beyond the last (0: none), members}.
const Script& PageScript();

// KEYS: the feed. ARGV: the revision after which to read, a limit of changes,
// bytes after which to stop.
// Answers {1 where the feed reaches back to there, else 0; then id and changes
// of each commit}.
const Script& FeedScript();

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_SCRIPTS_H_
