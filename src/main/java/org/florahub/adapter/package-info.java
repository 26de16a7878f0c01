/// The folders below `adapters/`: one per connected authority, checked as a whole with all mistakes at once.
///
/// Start at [Adapters]. An [Adapter] is data: who the authority is, through which channels and in which transforms
/// it sends and receives, what it may see. Reading the folders needs no running hub; nothing here knows a channel's
/// technology or a message's content.
@NullMarked
package org.florahub.adapter;

import org.jspecify.annotations.NullMarked;
