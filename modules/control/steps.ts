// SPDX-License-Identifier: Apache-2.0
import { isAssignable, nullEid } from "../mctp/eid.js";
import type Reader from "../wire/reader.js";
import type { Ownership } from "./ownership.js";
import { Command, SetEndpointIdOperation } from "./command.js";
import { Completion } from "./completion.js";
import type Known from "./known.js";
import {
	stepAllocate,
	stepAssign,
	stepDone,
	stepIdentify,
	stepLimit,
	stepLimits,
	stepRoutes,
	stepTypes,
	stepUpdate,
	stepUuid,
} from "./known.js";
import { addressSize, entryBridgeWithRange, entryEndpoint, entryRange, entryTypeShift, noMoreEntries } from "./routing.js";
import type Worker from "./worker.js";

/** Field of the answer to Set Endpoint ID: the endpoint wants a pool, or has one. */
const poolMask = 0x03;
const poolWanted = 1;
const poolGiven = 2;
/** Allocate Endpoint IDs (DSP0236 12.10). */
const allocate = 0;
const getInformation = 2;
/** Entries of a Routing Information Update, so that it fits one packet of 64 bytes: head 4, five for each. */
const mostEntries = 12;

/** Instead of an EID: there is nothing to ask any more; not now. */
const nothing = -1;
export const later = -2;

/**
 * Writes the request that is next for an endpoint.
 * @returns the EID to send it to, or one of the above
 */
export function ask(owner: Ownership, worker: Worker, known: Known): number {
	switch (known.step) {
		case stepIdentify:
			worker.begin(Command.getEndpointId);
			return undefined === known.via ? nullEid : known.eid;
		case stepAssign: {
			const eid = choose(owner, known);
			if (0 === eid) return later;
			owner.reserve(known, eid);
			const writer = worker.begin(Command.setEndpointId);
			writer.u8(known.refused ? SetEndpointIdOperation.force : SetEndpointIdOperation.set);
			writer.u8(eid);
			return nullEid;
		}
		case stepAllocate: {
			const count = known.poolWanted;
			if (count > 0 && count !== known.poolSize) owner.reservePool(known, owner.pool.find(count), count);
			if (count > 0 && 0 === known.poolFirst) {
				owner.reservePool(known, 0, 0);
				known.step = stepTypes;
				return ask(owner, worker, known);
			}
			const writer = worker.begin(Command.allocateEndpointIds);
			writer.u8(count > 0 ? allocate : getInformation);
			writer.u8(count);
			writer.u8(count > 0 ? known.poolFirst : 0);
			break;
		}
		case stepTypes:
			worker.begin(Command.getMessageTypeSupport);
			break;
		case stepUuid:
			worker.begin(Command.getEndpointUuid);
			break;
		case stepLimits:
			worker.begin(Command.queryRateLimit);
			break;
		case stepLimit:
			known.limit!.request(worker.begin(Command.requestTransmitRateLimit));
			break;
		case stepRoutes:
			worker.begin(Command.getRoutingTableEntries).u8(known.handle);
			break;
		default:
			if (0 === tell(owner, worker, known)) return nothing;
	}
	return known.eid;
}

/** The step behind those that tell what an endpoint is. */
function further(known: Known): number {
	if (known.limit?.due) return stepLimit;
	return known.bridge ? stepRoutes : stepDone;
}

/** The EID that an endpoint gets: the one that it has or had, if that is nobody else's; one of the pool; 0: there is none. */
function choose(owner: Ownership, known: Known): number {
	const { eid } = known;
	return known.held || owner.allows(eid) ? eid : owner.pool.find(1);
}

/** Takes an answer, and tells what is next. */
export function answered(owner: Ownership, known: Known, completion: number, data: Reader, now: number): void {
	const ok = Completion.success === completion;
	switch (known.step) {
		case stepIdentify:
			if (!ok) owner.retry(known, now);
			else identified(owner, known, data, now);
			break;
		case stepAssign:
			if (!ok) owner.retry(known, now);
			else assigned(owner, known, data, now);
			break;
		case stepAllocate:
			if (ok) allocated(owner, known, data);
			else owner.reservePool(known, 0, 0);
			known.step = stepTypes;
			break;
		case stepTypes:
			known.typeCount = 0;
			if (ok) for (let count = data.u8(); count > 0 && data.remaining > 0; count--) known.addType(data.u8());
			known.step = stepUuid;
			break;
		case stepUuid:
			for (let index = 0; index < 4; index++) known.uuid[index] = data.u32be();
			known.hasUuid = ok && !data.short;
			known.step = undefined === known.limit ? further(known) : stepLimits;
			break;
		case stepLimits:
			known.limit!.queried(ok, data);
			known.step = further(known);
			if (known.present && known.limit!.supported) owner.listener.onLimit?.(known, completion, now);
			break;
		case stepLimit:
			known.limit!.requested(ok, data);
			known.step = further(known);
			owner.listener.onLimit?.(known, completion, now);
			break;
		case stepRoutes:
			known.handle = 0;
			if (ok && !listed(owner, known, data, now)) break;
			/* A bridge is told of all others once nothing is new. */
			known.step = known.told === owner.version ? stepDone : stepUpdate;
			break;
		default:
			if (0 !== known.handle) break;
			known.told = owner.version;
			known.step = stepDone;
	}
}

/** An endpoint that we know by its EID is well; any other gets one. */
function identified(owner: Ownership, known: Known, data: Reader, now: number): void {
	const eid = data.u8();
	const kind = data.u8();
	const medium = data.u8();
	if (data.short) return owner.retry(known, now);
	known.kind = kind;
	known.medium = medium;
	known.handle = 0;
	if (undefined !== known.via) known.step = known.present ? further(known) : stepTypes;
	else if (known.present && eid === known.eid) known.step = further(known);
	else {
		/* What has an EID may keep it, unless the place had another, which is still free. */
		if (0 === known.eid && isAssignable(eid)) known.eid = owner.allows(eid) ? eid : 0;
		known.step = stepAssign;
	}
}

/** An endpoint says which EID it has now: what was asked, or another that it keeps. */
function assigned(owner: Ownership, known: Known, data: Reader, now: number): void {
	const status = data.u8();
	const eid = data.u8();
	const size = data.u8();
	if (data.short || !isAssignable(eid)) return owner.retry(known, now);
	if (eid !== known.eid && !owner.pool.free(eid, 1)) {
		owner.listener.onConflict?.(known, eid, now);
		owner.dismiss(known);
		/* Once by force; then it has to wait until the other is gone. */
		if (known.refused) owner.retry(known, now);
		known.refused = !known.refused;
		return;
	}
	known.refused = false;
	owner.settle(known, eid);
	owner.changed();
	if (known.present) owner.listener.onChanged?.(known, now);
	const pool = status & poolMask;
	known.poolWanted = poolWanted === pool ? size : 0;
	known.step = (poolWanted === pool && size > 0) || poolGiven === pool ? stepAllocate : stepTypes;
}

/** A bridge says which EIDs it has for others. */
function allocated(owner: Ownership, known: Known, data: Reader): void {
	data.u8();
	const size = data.u8();
	const first = data.u8();
	const offered = first === known.poolFirst && size === known.poolSize;
	if (!data.short && size > 0 && (offered || owner.pool.free(first, size))) owner.settlePool(known, first, size);
	else owner.reservePool(known, 0, 0);
}

/** A part of a bridge's routing table: who is behind it (DSP0236 table 29). Returns whether it was the last. */
function listed(owner: Ownership, known: Known, data: Reader, now: number): boolean {
	const next = data.u8();
	for (let count = data.u8(); count > 0 && data.remaining > 0; count--) {
		const size = data.u8();
		const first = data.u8();
		const kind = data.u8() >> entryTypeShift;
		data.skip(2);
		data.skip(data.u8());
		/* Of a range, only the bridge in front of it is an endpoint that is there. */
		const single = 1 === size || entryBridgeWithRange === kind;
		/* Below a bridge of ours there may be others: what they tell of is in the pool that we gave. */
		const { poolFirst, poolSize } = root(known);
		if (data.short || !single || first < poolFirst || first >= poolFirst + poolSize) continue;
		const other = owner.behind(known, first);
		if (undefined !== other) other.listed = true;
	}
	const over = data.short || noMoreEntries === next;
	known.handle = over ? 0 : next;
	if (over) owner.sweep(known, now);
	return over;
}

/** The bridge on a bus of ours. */
function root(known: Known): Known {
	return undefined === known.via ? known : root(known.via);
}

/**
 * A bridge is told of everybody that is not behind it: who is on its bus at which address, and that all others are behind
 * us. In as many updates as it takes. Returns how many entries this one has.
 */
function tell(owner: Ownership, worker: Worker, bridge: Known): number {
	const writer = worker.begin(Command.routingInformationUpdate);
	const at = writer.position;
	const { all } = owner.endpoint.routes;
	const { medium = 0, address = 0 } = owner.bus(bridge.port)!;
	let count = 0;
	let index = bridge.handle;
	writer.u8(0);
	for (; index < all.length && count < mostEntries; index++) {
		const { state, first, last, physical } = all[index];
		if (undefined === state || (state.index === bridge.port && physical === bridge.physical)) continue;
		entry(
			writer,
			first === last ? entryEndpoint : entryRange,
			last - first + 1,
			first,
			medium,
			state.index === bridge.port ? physical : address,
		);
		count++;
	}
	bridge.handle = index < all.length ? index : 0;
	writer.memory[at] = count;
	return count;
}

function entry(writer: ReturnType<Worker["begin"]>, kind: number, size: number, first: number, medium: number, physical: number): void {
	writer.u8(kind);
	writer.u8(size);
	writer.u8(first);
	if (addressSize(medium) > 0) writer.u8((physical << 1) & 0xff);
}
