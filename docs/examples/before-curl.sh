token=$(curl --silent --data grant_type=client_credentials \
    --data-urlencode "client_id=$MYSAFE_CLIENT_ID" --data-urlencode "client_secret=$MYSAFE_CLIENT_SECRET" \
    https://senhasegura.example.com/iso/oauth2/token | sed 's/.*"access_token" *: *"\([^"]*\)".*/\1/')
curl --silent --request POST --header "Authorization: Bearer $token" \
    https://senhasegura.example.com/api/mysafe/password/active/10
