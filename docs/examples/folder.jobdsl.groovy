folder('ops') {
    properties {
        mysafeLimits {
            server('production')
            ids('10, 20-29')
        }
    }
}
