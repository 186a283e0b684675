#include "services/store/redis/scripts.h"

namespace duikou::redis {
namespace {

constexpr char kCommit[] = R"lua(#!lua
local meta, feed = KEYS[1], KEYS[2]
local request_id, run_id = ARGV[1], ARGV[5]
local collections = tonumber(ARGV[6])
local requests, order = KEYS[collections + 3], KEYS[collections + 4]

local head = redis.call('HGET', meta, 'head') or '0'
if request_id ~= '' then
  local seen = redis.call('HGET', requests, request_id)
  redis.call('LLEN', order)
  if seen then
    -- A write, for WAIT to have something to wait for.
    if run_id ~= '' then redis.call('HSET', meta, 'head', head) end
    return {'repeated', seen}
  end
end
redis.call('XLEN', feed)
for i = 3, collections + 2 do redis.call('ZCARD', KEYS[i]) end

local function range(id)
  return '[' .. id .. '\0', '(' .. id .. '\1'
end

local puts, deletes, changes, count = {}, {}, {}, 0
for i = 7, #ARGV, 4 do
  local kind, key, expected = string.match(ARGV[i], '^(%a) (%d+) (-?%d+)$')
  key, expected = KEYS[tonumber(key) + 2], tonumber(expected)
  local change, id = ARGV[i + 1], ARGV[i + 2]
  local found
  if expected >= 0 or kind == 'd' then
    local min, max = range(id)
    local member = redis.call('ZRANGEBYLEX', key, min, max, 'LIMIT', 0, 1)[1]
    found = 0
    if member then
      found = tonumber(string.match(member, '^(%d+):', #id + 2))
    end
    if expected >= 0 and found ~= expected then
      return {'failed', (i - 3) / 4, found}
    end
  end
  if kind == 'p' then
    puts[#puts + 1] = {key, id, ARGV[i + 3], found}
  elseif kind == 'd' then
    deletes[#deletes + 1] = {key, id, found}
    if found == 0 then change = '' end
  end
  if change ~= '' then
    count = count + 1
    changes[#changes + 1] = change
    changes[#changes + 1] = id
    if kind == 'p' then changes[#changes + 1] = ARGV[i + 3] end
  end
end
if #puts == 0 and #deletes == 0 then return {'nothing', tonumber(head)} end

local revision = tonumber(head) + 1
if run_id ~= '' then
  local served_by = redis.call('HGET', meta, 'node')
  if served_by and served_by ~= run_id then revision = revision + 1048576 end
end
local number = string.format('%d', revision)

redis.call('XADD', feed, 'MAXLEN', '=', ARGV[4], number .. '-1',
           'n', count, 'c', table.concat(changes))
redis.call('HSET', meta, 'head', number)
if run_id ~= '' then redis.call('HSET', meta, 'node', run_id) end
for _, delete in ipairs(deletes) do
  if delete[3] > 0 then
    redis.call('ZREMRANGEBYLEX', delete[1], range(delete[2]))
  end
end
for _, put in ipairs(puts) do
  if put[4] ~= 0 then redis.call('ZREMRANGEBYLEX', put[1], range(put[2])) end
  redis.call('ZADD', put[1], 0, put[2] .. '\0' .. number .. ':' .. put[3])
end
if request_id ~= '' then
  redis.call('HSET', requests, request_id, number .. ':' .. ARGV[2])
  for _ = redis.call('RPUSH', order, request_id), tonumber(ARGV[3]) + 1, -1 do
    redis.call('HDEL', requests, redis.call('LPOP', order))
  end
end
return {'done', revision}
)lua";

constexpr char kPage[] = R"lua(#!lua flags=no-writes
local members, bytes, min = {}, 0, ARGV[1]
local limit, most_bytes = tonumber(ARGV[3]), tonumber(ARGV[4])
while #members < limit and bytes < most_bytes do
  local wanted = math.min(16, limit - #members)
  local some =
      redis.call('ZRANGEBYLEX', KEYS[1], min, ARGV[2], 'LIMIT', 0, wanted)
  for _, member in ipairs(some) do
    members[#members + 1] = member
    bytes = bytes + #member
  end
  if #some < wanted then return {0, members} end
  min = '(' .. some[#some]
end
return {redis.call('ZLEXCOUNT', KEYS[1], min, ARGV[2]), members}
)lua";

constexpr char kFeed[] = R"lua(#!lua flags=no-writes
local after, limit = ARGV[1], tonumber(ARGV[2])
local most_bytes = tonumber(ARGV[3])
local answer, changes, bytes = {1}, 0, 0
-- From the commit at `after` itself: whether it is there tells whether what
-- follows is complete. Before the first commit nothing can be there.
local from, anchor = after .. '-0', after .. '-1'
if after == '0' then anchor = nil end
local first = true
while changes < limit and bytes < most_bytes do
  local some = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 16)
  if first and anchor and (not some[1] or some[1][1] ~= anchor) then
    return {0}
  end
  if first and not anchor and some[1] and some[1][1] ~= '1-1' then
    return {0}
  end
  for i, entry in ipairs(some) do
    if changes >= limit or bytes >= most_bytes then return answer end
    if not (first and i == 1 and anchor) then
      answer[#answer + 1] = entry[1]
      answer[#answer + 1] = entry[2][4]
      changes = changes + tonumber(entry[2][2])
      bytes = bytes + #entry[2][4]
    end
  end
  if #some < 16 then return answer end
  first = false
  from = '(' .. some[#some][1]
end
return answer
)lua";

}  // namespace

const Script& CommitScript() {
  static const Script* const kScript = new Script(kCommit);
  return *kScript;
}

const Script& PageScript() {
  static const Script* const kScript = new Script(kPage);
  return *kScript;
}

const Script& FeedScript() {
  static const Script* const kScript = new Script(kFeed);
  return *kScript;
}

}  // namespace duikou::redis
