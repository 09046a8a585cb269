// SPDX-License-Identifier: Apache-2.0
// The firmware: an endpoint on the links of whatever board it is built for, with control protocol and test services.
import open from "hosts/platform/ports";
import Control from "./modules/control/responder.js";
import Endpoint from "./modules/mctp/endpoint.js";
import TestServices from "./modules/vendor/services.js";

const ports = open();
const endpoint = new Endpoint({ ports });
endpoint.responders.add(new Control({ endpoint, ports }));
endpoint.responders.add(new TestServices(endpoint));
for (let index = 0; index < ports.length; index++) ports[index].serve(endpoint, index);
