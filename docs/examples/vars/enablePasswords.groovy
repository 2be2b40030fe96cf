/** Enables several passwords, one after the other, and returns those that are active now. */
def call(List ids) {
    ids.findAll { id -> mysafeEnablePassword(id: id).active }
}
