/**
 * What runs inside Redis: one Redis Function per commit batch. A TypeScript string, because `tsc` copies no `.lua` to `dist/`.
 *
 * Lua does not roll back, so the function is in two halves: the first reads and judges the whole batch on a picture in memory
 * (`heads`, `claims`), the second writes what was judged and has nothing left that could fail.
 * All numbers travel as decimal strings: Lua 5.1 writes a number with 14 digits, and an instant may have 16.
 */
import { createHash } from 'node:crypto';
import { aheadMs } from './check-arguments.ts';
import { feedKeptMs, trimEvery, trimMax } from './feed.ts';

const body = `
local fixed = 6
local function text(number) return string.format('%.0f', number) end

-- Store time in milliseconds, held back from going behind what was given before.
local function clock(meta)
  local now = redis.call('TIME')
  local ms = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
  return math.max(ms, tonumber(redis.call('HGET', meta, 'time') or '0'))
end

local function kind(key, wanted)
  local is = redis.call('TYPE', key).ok
  return is == 'none' or is == wanted
end

-- A key of another type would fail in the middle of writing, when half of the batch is in.
local function misfit(keys)
  local types = {'hash', 'stream', 'zset', 'hash', 'set', 'zset'}
  for i = 1, fixed do if not kind(keys[i], types[i]) then return keys[i] end end
  for i = fixed + 1, #keys do
    local wanted = ((i - fixed - 1) % 3 == 1) and 'stream' or 'hash'
    if not kind(keys[i], wanted) then return keys[i] end
  end
  return nil
end

local function lastId(stream)
  local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)
  return last[1] and last[1][1] or '0-0'
end

local function commit(keys, argv)
  local meta, feed, due, claims, preparations, wards = keys[1], keys[2], keys[3], keys[4], keys[5], keys[6]
  local commits = cjson.decode(argv[1])
  local wrong = misfit(keys)
  if wrong then return redis.error_reply('BROKEN ' .. wrong .. ' has another type than WardReady gave it') end

  -- 1. Was any of it done before? Then that answer stands, whatever has happened since.
  for i, c in ipairs(commits) do
    if c.command then
      local told = redis.call('HGET', keys[fixed + 3 * i], c.command)
      if told then return {'duplicate', c.command, told} end
    end
  end
  local position = redis.call('HMGET', meta, 'offset', 'hash')
  local offset, hash = tonumber(position[1] or '0'), position[2] or ''
  local heads, revisions, places = {}, {}, {}
  for i, c in ipairs(commits) do
    if not heads[c.preparation] then
      local h = redis.call('HMGET', keys[fixed + 3 * i - 2], 'hash', 'revision', 'ward')
      heads[c.preparation], revisions[c.preparation], places[c.preparation] = h[1] or '', tonumber(h[2] or '0'), h[3]
    end
  end
  local again, final = true, {}
  for _, c in ipairs(commits) do
    if c.command then again = false end
    final[c.preparation] = c.head.hash
  end
  for preparation, h in pairs(final) do if heads[preparation] ~= h then again = false end end
  if again then return {'committed', text(offset), hash} end

  -- 2. May all of it be written?
  local now = clock(meta)
  for _, c in ipairs(commits) do
    if tonumber(c.at) > now + ${aheadMs} then return {'ahead', text(now)} end
  end
  local seen, holders, moved = {}, {}, {}
  local function holder(key)
    if holders[key] == nil then holders[key] = redis.call('HGET', claims, key) or '' end
    return holders[key]
  end
  local appended = 0
  for i, c in ipairs(commits) do
    local p = c.preparation
    if heads[p] ~= c.expected then return {'conflict', p, heads[p]} end
    local revision = tonumber(c.head.revision)
    if revision ~= revisions[p] + #c.records then
      return redis.error_reply('BROKEN ' .. p .. ': revision ' .. c.head.revision .. ' does not follow ' .. text(revisions[p]))
    end
    if #c.records > 0 and not seen[p] and lastId(keys[fixed + 3 * i - 1]) ~= text(revisions[p]) .. '-0' then
      return redis.error_reply('BROKEN ' .. p .. ': the head is at revision ' .. text(revisions[p]) .. ', the log is not')
    end
    for _, key in ipairs(c.release) do if holder(key) == p then holders[key], moved[key] = '', true end end
    for _, key in ipairs(c.absent) do if holder(key) ~= '' then return {'claimed', p, key, holder(key)} end end
    for _, key in ipairs(c.hold) do
      if holder(key) ~= '' and holder(key) ~= p then return {'claimed', p, key, holder(key)} end
      holders[key], moved[key] = p, true
    end
    heads[p], revisions[p] = c.head.hash, revision
    seen[p] = seen[p] or #c.records > 0
    if c.feed then appended = appended + 1 end
  end
  if appended > 0 and lastId(feed) ~= text(offset) .. '-0' then
    return redis.error_reply('BROKEN the feed does not end at ' .. text(offset))
  end

  -- 3. Write. Nothing below can fail: types, ids and order were looked at above.
  local began = offset
  for i, c in ipairs(commits) do
    local p, at = c.preparation, fixed + 3 * i
    if c.command then redis.call('HSET', keys[at], c.command, c.verdict) end
    for _, r in ipairs(c.records) do redis.call('XADD', keys[at - 1], r.revision .. '-0', 'b', r.body, 'h', r.hash) end
    if #c.records > 0 then
      local h = c.head
      redis.call('HSET', keys[at - 2], 'revision', h.revision, 'hash', h.hash, 'nextDue', h.nextDue, 'ward', h.ward,
        'digest', h.digest, 'state', h.state, 'open', h.open)
      redis.call('SADD', preparations, p)
      if h.nextDue == '' then redis.call('ZREM', due, p) else redis.call('ZADD', due, h.nextDue, p) end
      if places[p] then redis.call('ZREM', wards, places[p] .. ':' .. p) end
      if h.open == '1' then redis.call('ZADD', wards, 0, h.ward .. ':' .. p) end
      places[p] = h.ward
    end
    if c.feed then
      offset = offset + 1
      -- The names in it are letters, digits, - and _ only, so gluing them together is canonical JSON: keys in order, nothing to escape.
      local entry = '{"at":' .. text(now) .. ',"head":"' .. c.head.hash .. '","offset":' .. text(offset) ..
        ',"preparation":"' .. p .. '","revision":' .. c.head.revision .. ',"wards":["' .. table.concat(c.feed, '","') .. '"]}'
      hash = redis.sha1hex(hash .. '\\n' .. entry)
      redis.call('XADD', feed, text(offset) .. '-0', 't', entry, 'h', hash)
    end
  end
  for key in pairs(moved) do
    if holders[key] == '' then redis.call('HDEL', claims, key) else redis.call('HSET', claims, key, holders[key]) end
  end
  redis.call('HSET', meta, 'offset', text(offset), 'hash', hash, 'time', text(now))
  if math.floor(began / ${trimEvery}) ~= math.floor(offset / ${trimEvery}) then
    local keep = nil
    for _, e in ipairs(redis.call('XRANGE', feed, '-', '+', 'COUNT', ${trimMax})) do
      if tonumber(e[2][2]:match('^{"at":(%d+)')) >= now - ${feedKeptMs} then break end
      keep = e[1]
    end
    -- XTRIM keeps from the id given: so the newest of the old ones stays, and with it the last entry always.
    if keep then redis.call('XTRIM', feed, 'MINID', keep) end
  end
  return {'committed', text(offset), hash}
end

-- keys: documents, documentNames; argv: name, body, '1' if it must be absent.
local function document(keys, argv)
  if not kind(keys[1], 'hash') or not kind(keys[2], 'zset') then return redis.error_reply('BROKEN the documents have another type') end
  if argv[3] == '1' and redis.call('HEXISTS', keys[1], argv[1]) == 1 then return 0 end
  redis.call('HSET', keys[1], argv[1], argv[2])
  redis.call('ZADD', keys[2], 0, argv[1])
  return 1
end

local function time(keys) return text(clock(keys[1])) end
`;

/** Two builds of WardReady may share a Redis during an upgrade: each calls the functions it was built with. */
const version = createHash('sha256').update(body).digest('hex').slice(0, 12);

export const functions = {
  library: `wardready_${version}`,
  commit: `wardready_commit_${version}`,
  document: `wardready_document_${version}`,
  time: `wardready_time_${version}`,
} as const;

/** The library as FUNCTION LOAD takes it. */
export const library = `#!lua name=${functions.library}
${body}
redis.register_function('${functions.commit}', commit)
redis.register_function('${functions.document}', document)
redis.register_function{function_name='${functions.time}', callback=time, flags={'no-writes'}}
`;
