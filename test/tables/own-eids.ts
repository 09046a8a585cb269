// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const routes = [{ port: 1, first: 20, last: 29, physical: 0x77 }];
const setup: Setup = { ports: [{ eid: 8 }, { eid: 10 }], responders: ["echo", "control"], routes, requests: ["request", "request"] };
const back: Setup = { ...setup, routes: [], loopback: true, requests: ["request", "datagram"] };

/** The EIDs of an endpoint with several ports, requests to itself, and requests by route. */
export const ownEids: Table = {
	name: "own EIDs and routes of requests",
	trace: 0x25484cb8,
	sessions: [
		{
			name: "one for each port",
			setup,
			steps: [
				{ name: "that of another port is the endpoint as well", in: "010a09c8 01aa", out: "01090ac0 01aa" },
				{
					name: "also in several packets",
					in: [`010a0989 01 ${rising(1, 63)}`, "010a0959 40"],
					out: [`01090a91 01 ${rising(1, 63)}`, "01090a61 40"],
				},
				{ name: "not in another network", in: "011109c8 01aa", count: { notForUs: 1 } },
				{ name: "not when it has gone", link: "1/down", in: "010a09c8 01aa", out: "01090ae0 01aa" },
				{ name: "from the null EID it is not taken", in: "010a00c8 01aa", count: { invalidSource: 1 } },
			],
		},
		{
			name: "a dynamic one",
			setup: { ...setup, ports: [{}, {}] },
			steps: [
				{ name: "nobody's at first", in: "1/010909c8 01aa", count: { "1/notForUs": 1 } },
				{ name: "assigned on one port", in: "010008c8 0081010009", out: "010809c0 00010100000900", eid: 9 },
				{ name: "it is known on the other", in: "1/010914c8 01aa", out: "1/011409c0 01aa" },
				{ name: "until the link goes down", link: "down", in: "1/010914c8 01aa", count: { "1/notForUs": 1 } },
			],
		},
		{
			name: "one for all ports of a network",
			setup: { ...setup, sharedEid: true, ports: [{}, {}, { network: 2 }], routes: [] },
			steps: [
				{ name: "assigned on one port", in: "010008c8 0081010009", out: "010809c0 00010100000900", eid: 9 },
				{ name: "it is that of the other", in: "1/010908c8 01aa", out: "1/010809c0 01aa" },
				{ name: "not that of another network", in: "2/010908c8 01aa", count: { "2/notForUs": 1 } },
				{ name: "one link goes down: the other stands for it", link: "down", eid: 9, in: "1/010908c8 01aa", out: "1/010809d0 01aa" },
				{ name: "both are down: it is forgotten", link: "1/down", eid: 0 },
				{ name: "up again, it has none", link: "up", in: "010908c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "requests by route",
			setup,
			steps: [
				{ name: "leave by its port, to its address", send: { message: "01aa", to: 20, network: 1 }, out: "1/01140ac8 01aa @77" },
				{ name: "the answer may come from anywhere in the network", in: "010814c0 01bb @1", events: "0: request 0 response bb" },
				{ name: "without a route there is none", send: { message: "01aa", to: 30, network: 1, refused: true } },
				{ name: "nor in another network", send: { message: "01aa", to: 20, network: 2, refused: true } },
				{ name: "nor to oneself", send: { message: "01aa", to: 8, network: 1, refused: true } },
				{ name: "on a link that is down it is refused", link: "1/down", send: { message: "01aa", to: 20, network: 1, refused: true } },
			],
		},
		{
			name: "requests to oneself",
			setup: back,
			steps: [
				{ name: "are answered without a packet", send: { message: "01aa", to: 8, network: 1 }, events: "0: request 0 response aa" },
				{ name: "under every EID", send: { message: "01bb", to: 10, network: 1 }, events: "0: request 0 response bb" },
				{
					name: "the control protocol as well",
					send: { message: "008002", to: 10, network: 1 },
					events: "0: request 0 response 0002000a0000",
				},
				{
					name: "in several packets",
					send: { message: `01${rising(1, 100)}`, to: 8, network: 1 },
					events: `0: request 0 response ${rising(1, 100)}`,
				},
				{ name: "messages that nobody answers too", send: { message: "0aaa", to: 8, network: 1, handle: 1 }, events: "0: request 1 sent" },
				{ name: "an EID that is somebody else's is not there", send: { message: "01aa", to: 11, network: 1, refused: true } },
				{ name: "nor is one of another network", send: { message: "01aa", to: 8, network: 2, refused: true } },
				{ name: "a type that nobody answers runs out of time", send: { message: "33aa", to: 8, network: 1, timeout: 10 }, wait: 10 },
				{ name: "like any other", at: 10, events: "10: request 0 timeout" },
				{ name: "packets from outside in its own name are refused", in: "010808c0 01bb", count: { invalidSource: 1 } },
			],
		},
	],
};
