// SPDX-License-Identifier: Apache-2.0

/** Command codes of the MCTP control protocol (DSP0236 table 12). */
export const Command = Object.freeze({
	setEndpointId: 0x01,
	getEndpointId: 0x02,
	getEndpointUuid: 0x03,
	getVersionSupport: 0x04,
	getMessageTypeSupport: 0x05,
	getVendorDefinedMessageSupport: 0x06,
	resolveEndpointId: 0x07,
	allocateEndpointIds: 0x08,
	routingInformationUpdate: 0x09,
	getRoutingTableEntries: 0x0a,
	prepareForEndpointDiscovery: 0x0b,
	endpointDiscovery: 0x0c,
	discoveryNotify: 0x0d,
	getNetworkId: 0x0e,
	queryHop: 0x0f,
	resolveUuid: 0x10,
	queryRateLimit: 0x11,
	requestTransmitRateLimit: 0x12,
	updateRateLimit: 0x13,
	querySupportedInterfaces: 0x14,
	/** First of the range that a transport binding defines, up to 0xFF. */
	transportSpecific: 0xf0,
} as const);

/** Fields of the second message byte; the first is the message type. */
export const ControlHeader = Object.freeze({
	request: 0x80,
	datagram: 0x40,
	instanceMask: 0x1f,
} as const);

/** Operations of Set Endpoint ID (DSP0236 12.3). */
export const SetEndpointIdOperation = Object.freeze({ set: 0, force: 1, reset: 2, setDiscovered: 3 } as const);
