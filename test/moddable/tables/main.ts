// SPDX-License-Identifier: Apache-2.0
import tables from "test/xs/programs/tables";

tables();
trace("all tables passed\n");
