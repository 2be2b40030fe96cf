pipelineJob('enable-password-by-pipeline') {
    parameters {
        stringParam('PASSWORD_ID', '10', 'Identifier of the password in MySafe')
    }
    definition {
        cps {
            script('mysafeEnablePassword id: params.PASSWORD_ID, unstableOn: "PASSWORD_NOT_FOUND"')
            sandbox()
        }
    }
}
