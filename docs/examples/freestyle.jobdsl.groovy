job('enable-password') {
    parameters {
        stringParam('PASSWORD_ID', '10', 'Identifier of the password in MySafe')
    }
    steps {
        mysafeEnablePassword {
            id('${PASSWORD_ID}')
            server('production')
            failOn(['UNREACHABLE'])
        }
        mysafeDisablePassword {
            id('${PASSWORD_ID}')
            server('production')
            passOn(['UNREACHABLE'])
        }
    }
}
